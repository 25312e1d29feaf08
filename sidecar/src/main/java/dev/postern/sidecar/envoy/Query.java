package dev.postern.sidecar.envoy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string, decoded when the first is asked for. Not thread-safe. */
final class Query {

    private final String text;
    private @Nullable Map<String, List<String>> parameters;
    private boolean undecodable;

    Query(String text) {
        this.text = text;
    }

    /** All values of a parameter in order, none when it is absent or the query cannot be decoded. */
    List<String> values(String name) {
        Map<String, List<String>> decoded = parameters;
        if (decoded == null) {
            decoded = decode();
            parameters = decoded;
        }
        return decoded.getOrDefault(name, List.of());
    }

    /** Whether some of the query has an escape that is cut off, not hexadecimal, or not UTF-8. */
    boolean isUndecodable() {
        return undecodable;
    }

    private Map<String, List<String>> decode() {
        Map<String, List<String>> decoded = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('&', at);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', at);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            String name = decode(at, nameEnd);
            String value = decode(Math.min(nameEnd + 1, end), end);
            if (name == null || value == null) {
                undecodable = true;
                return Map.of();
            }
            decoded.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
            at = end + 1;
        }
        return decoded;
    }

    private @Nullable String decode(int start, int end) {
        byte[] utf8 = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < utf8.length; i++) {
            int octet = utf8[i] == '+' ? ' ' : utf8[i];
            if (octet == '%') {
                octet = i + 2 < utf8.length ? Hex.octet(utf8[i + 1], utf8[i + 2]) : -1;
                if (octet < 0) {
                    return null;
                }
                i += 2;
            }
            utf8[length++] = (byte) octet;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
