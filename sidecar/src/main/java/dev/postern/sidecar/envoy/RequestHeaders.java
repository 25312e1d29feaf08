package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import dev.postern.policy.Reason;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one request, in whichever of its two forms the client sent them: a map, in which Envoy has joined
 * repeated headers with commas, or a list of raw values. Where both are there the list is read, since it has lost
 * nothing. Names are found in any case. Not thread-safe.
 */
final class RequestHeaders {

    private final HttpRequest http;
    private final boolean raw;
    private boolean unreadable;

    RequestHeaders(HttpRequest http) {
        this.http = http;
        this.raw = http.hasHeaderMap() && http.getHeaderMap().getHeadersCount() > 0;
    }

    /** Why the headers cannot be read safely, or {@code null}. */
    @Nullable
    Reason fault(SingleHeaders singles, EnvoyConfig.Limits limits) {
        if ((raw ? http.getHeaderMap().getHeadersCount() : http.getHeadersCount()) > limits.headers()) {
            return Reason.INPUT_TOO_LARGE;
        }
        SingleHeaders.Seen seen = singles.seen(http.getHost());
        long bytes = 0;
        boolean single = true;
        if (raw) {
            for (HeaderValue header : http.getHeaderMap().getHeadersList()) {
                bytes += header.getKey().length() + size(header);
                single &= !singles.mayHold(header.getKey()) || seen.add(header.getKey(), text(header));
            }
        } else {
            for (Map.Entry<String, String> header : http.getHeadersMap().entrySet()) {
                bytes += header.getKey().length() + header.getValue().length();
                single &= !singles.mayHold(header.getKey()) || seen.add(header.getKey(), header.getValue());
            }
        }
        return bytes > limits.headerBytes()
                ? Reason.INPUT_TOO_LARGE
                : single && !unreadable ? null : Reason.INPUT_AMBIGUOUS_HEADER;
    }

    /** The value of a header, those of a repeated one joined by commas, or {@code null} when it is absent. */
    @Nullable
    String value(String name) {
        String joined = null;
        if (raw) {
            for (HeaderValue header : http.getHeaderMap().getHeadersList()) {
                if (name.equalsIgnoreCase(header.getKey())) {
                    joined = join(joined, text(header));
                }
            }
        } else {
            for (Map.Entry<String, String> header : http.getHeadersMap().entrySet()) {
                if (name.equalsIgnoreCase(header.getKey())) {
                    joined = join(joined, header.getValue());
                }
            }
        }
        if (joined != null && (unreadable || !isFieldText(joined))) {
            unreadable = true;
            return null;
        }
        return joined;
    }

    /** The parts of a header between its commas, trimmed; {@code null} when it is absent. */
    @Nullable
    List<String> values(String name) {
        String joined = value(name);
        if (joined == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String part : joined.split(",", -1)) {
            String trimmed = part.strip();
            if (!trimmed.isEmpty()) {
                parts.add(trimmed);
            }
        }
        return parts;
    }

    /** Whether a header that was asked for holds bytes that no header may hold. */
    boolean isUnreadable() {
        return unreadable;
    }

    private static String join(@Nullable String first, String second) {
        return first == null ? second : first + "," + second;
    }

    private static int size(HeaderValue header) {
        return header.getRawValue().isEmpty()
                ? header.getValue().length()
                : header.getRawValue().size();
    }

    private String text(HeaderValue header) {
        ByteString bytes = header.getRawValue();
        if (bytes.isEmpty()) {
            return header.getValue();
        }
        unreadable |= !bytes.isValidUtf8();
        return bytes.toStringUtf8();
    }

    private static boolean isFieldText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
