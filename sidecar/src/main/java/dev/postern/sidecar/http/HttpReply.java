package dev.postern.sidecar.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer over HTTP.
 *
 * @param body owned by the reply from here on; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a page is written once and only once
public record HttpReply(int status, String contentType, byte[] body) {

    private static final String JSON = "application/json";

    /** An object with a status, and with reasons where there are some. */
    static HttpReply status(int code, String status, List<String> reasons) {
        StringBuilder json = new StringBuilder("{\"status\":").append(quoted(status));
        for (int i = 0; i < reasons.size(); i++) {
            json.append(i == 0 ? ",\"reasons\":[" : ",").append(quoted(reasons.get(i)));
        }
        return json(code, json.append(reasons.isEmpty() ? "}" : "]}"));
    }

    /** An object that says what was wrong. */
    static HttpReply error(int code, String message) {
        return json(
                code, new StringBuilder("{\"error\":").append(quoted(message)).append('}'));
    }

    private static HttpReply json(int code, StringBuilder json) {
        return new HttpReply(code, JSON, json.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
