package dev.postern.sidecar.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;

/**
 * Reads a W3C {@code traceparent} header (Trace Context level 1, section 3.2). A header that does not ask for sampling
 * costs no allocation. {@code tracestate} is not read: the sidecar passes no context on.
 */
final class TraceContext {

    /** The caller sent no context, or one that cannot be read, which counts as none. */
    static final SpanContext NONE = SpanContext.getInvalid();

    /** The caller's trace is not sampled; nothing else of it matters. */
    static final SpanContext UNSAMPLED = SpanContext.createFromRemoteParent(
            "00000000000000000000000000000001", "0000000000000001", TraceFlags.getDefault(), TraceState.getDefault());

    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_DIGITS = 32;
    private static final int PARENT_ID = TRACE_ID + TRACE_ID_DIGITS + 1;
    private static final int PARENT_ID_DIGITS = 16;
    private static final int FLAGS = PARENT_ID + PARENT_ID_DIGITS + 1;
    private static final int LENGTH = FLAGS + 2;
    private static final int FORBIDDEN_VERSION = 0xff;

    private TraceContext() {}

    /** The context in {@code header}: a sampled one, {@link #UNSAMPLED} or {@link #NONE}. */
    static SpanContext parse(byte[] header) {
        if (!wellFormed(header)) {
            return NONE;
        }
        if ((twoDigits(header, FLAGS) & 1) == 0) {
            return UNSAMPLED;
        }
        return SpanContext.createFromRemoteParent(
                new String(header, TRACE_ID, TRACE_ID_DIGITS, StandardCharsets.US_ASCII),
                new String(header, PARENT_ID, PARENT_ID_DIGITS, StandardCharsets.US_ASCII),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    private static boolean wellFormed(byte[] header) {
        if (header.length < LENGTH) {
            return false;
        }
        int version = twoDigits(header, 0);
        // A later version may append fields after a dash.
        boolean end = header.length == LENGTH || (version > 0 && header[LENGTH] == '-');
        return version >= 0
                && version != FORBIDDEN_VERSION
                && end
                && header[TRACE_ID - 1] == '-'
                && header[PARENT_ID - 1] == '-'
                && header[FLAGS - 1] == '-'
                && isId(header, TRACE_ID, TRACE_ID_DIGITS)
                && isId(header, PARENT_ID, PARENT_ID_DIGITS)
                && twoDigits(header, FLAGS) >= 0;
    }

    /** Lower-case hexadecimal digits, not all zero. */
    private static boolean isId(byte[] header, int from, int digits) {
        boolean zero = true;
        for (int i = from; i < from + digits; i++) {
            if (digit(header[i]) < 0) {
                return false;
            }
            zero &= header[i] == '0';
        }
        return !zero;
    }

    /** The byte two digits stand for, negative when they are no lower-case hexadecimal digits. */
    private static int twoDigits(byte[] header, int at) {
        int high = digit(header[at]);
        int low = digit(header[at + 1]);
        return (high | low) < 0 ? -1 : high << 4 | low;
    }

    private static int digit(byte letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
