package dev.postern.sidecar.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.policy.Reason;

/** What came of reading a check. */
public sealed interface Read {

    record Asked(Question question) implements Read {}

    /**
     * It cannot be asked.
     *
     * @param id as far as it could be read, JSON null otherwise
     * @param reason a code that starts with {@code input.}
     * @param message for people: what was wrong, what was expected
     */
    record Refused(JsonNode id, Reason reason, String message) implements Read {}
}
