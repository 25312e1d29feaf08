package dev.postern.crypto;

/** JSON in tests. */
final class Jsons {

    private Jsons() {}

    /** The value of a text that must be strict JSON. */
    static Json strict(String text) {
        return parsed(JsonParser.parse(text, JsonLimits.STRICT));
    }

    static Json parsed(JsonResult result) {
        if (result instanceof JsonResult.Parsed parsed) {
            return parsed.value();
        }
        throw new AssertionError("not parsed: " + result);
    }

    /** The error of a text that must not be strict JSON. */
    static JsonError error(String text) {
        if (JsonParser.parse(text, JsonLimits.STRICT) instanceof JsonResult.Malformed malformed) {
            return malformed.error();
        }
        throw new AssertionError("parsed: " + text);
    }
}
