package dev.postern.sidecar.envoy;

import dev.postern.policy.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of one request. Names are found in any case. Not thread-safe. */
final class RequestHeaders {

    private final HeaderFields fields;
    private boolean unreadable;

    RequestHeaders(HeaderFields fields) {
        this.fields = fields;
    }

    /** Why the headers of a request to {@code host} cannot be read safely, or {@code null}. */
    @Nullable
    Reason fault(String host, SingleHeaders singles, EnvoyConfig.Limits limits) {
        int count = fields.count();
        if (count > limits.headers()) {
            return Reason.INPUT_TOO_LARGE;
        }
        SingleHeaders.Seen seen = singles.seen(host);
        long bytes = 0;
        boolean single = true;
        for (int i = 0; i < count; i++) {
            bytes += fields.nameLength(i) + fields.valueLength(i);
            single &= !singles.mayHold(fields.nameLength(i)) || seen.add(fields.name(i), text(i));
        }
        return bytes > limits.headerBytes()
                ? Reason.INPUT_TOO_LARGE
                : single && !unreadable ? null : Reason.INPUT_AMBIGUOUS_HEADER;
    }

    /** The value of a header, those of a repeated one joined by commas, or {@code null} when it is absent. */
    @Nullable
    String value(String name) {
        String joined = null;
        for (int i = 0; i < fields.count(); i++) {
            if (fields.isNamed(i, name)) {
                joined = join(joined, text(i));
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

    private String text(int i) {
        unreadable |= !fields.isText(i);
        return fields.value(i);
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
