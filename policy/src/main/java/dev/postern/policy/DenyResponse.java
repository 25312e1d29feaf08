package dev.postern.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP door tells a denied client.
 *
 * @param status 300 to 599
 * @param headers in order; a name may repeat
 * @param body empty for none
 * @param redirect where to send the client ({@code location}), only with a 3xx status
 */
public record DenyResponse(
        int status,
        List<Header> headers,
        String body,
        @Nullable String redirect) {

    public static final DenyResponse FORBIDDEN = new DenyResponse(403, List.of(), "", null);

    public DenyResponse {
        headers = List.copyOf(headers);
    }

    /** One response header; {@code name} in lower case. */
    public record Header(String name, String value) {}
}
