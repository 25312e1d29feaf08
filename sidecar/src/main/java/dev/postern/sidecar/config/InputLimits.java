package dev.postern.sidecar.config;

/**
 * How much one check may hold. What is beyond is denied {@code input.too_large}.
 *
 * @param maxDepth nesting of attribute values; a value that holds no other has depth 1
 * @param maxValues attribute values of one check, nested ones included
 * @param maxText characters of one text value
 * @param maxName characters of a tenant, an action, a principal's id, a role or an attribute's name
 * @param maxResource characters of a resource
 * @param maxId characters of a request's id
 * @param maxBatch checks of one batch
 */
public record InputLimits(
        int maxDepth, int maxValues, int maxText, int maxName, int maxResource, int maxId, int maxBatch) {

    public static final InputLimits DEFAULTS = new InputLimits(32, 10_000, 1 << 16, 512, 4_096, 128, 1_000);
}
