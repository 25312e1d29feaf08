package dev.postern.crypto;

import org.jspecify.annotations.Nullable;

/** What came of parsing JSON. */
public sealed interface JsonResult {

    record Parsed(Json value) implements JsonResult {}

    record Malformed(JsonError error) implements JsonResult {}

    /** The value, or null when there is none. */
    default @Nullable Json valueOrNull() {
        return this instanceof Parsed parsed ? parsed.value() : null;
    }
}
