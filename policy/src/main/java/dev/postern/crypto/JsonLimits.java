package dev.postern.crypto;

/**
 * What a parser accepts.
 *
 * @param maxBytes of the whole text
 * @param maxDepth of arrays and objects, at most {@link Json#MAX_DEPTH}
 * @param decimals whether numbers other than 64-bit integers are read as {@link JsonDecimal}s instead of refused
 */
public record JsonLimits(int maxBytes, int maxDepth, boolean decimals) {

    /** Integers only, 1 MiB, {@link Json#MAX_DEPTH} deep. */
    public static final JsonLimits STRICT = new JsonLimits(1 << 20, Json.MAX_DEPTH, false);

    public JsonLimits {
        if (maxBytes < 0 || maxDepth < 1 || maxDepth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("limits out of range: " + maxBytes + " bytes, depth " + maxDepth);
        }
    }

    public JsonLimits withMaxBytes(int bytes) {
        return new JsonLimits(bytes, maxDepth, decimals);
    }

    public JsonLimits withMaxDepth(int depth) {
        return new JsonLimits(maxBytes, depth, decimals);
    }

    public JsonLimits withDecimals() {
        return new JsonLimits(maxBytes, maxDepth, true);
    }
}
