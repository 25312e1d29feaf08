package dev.postern.sidecar.telemetry;

import io.grpc.Context;
import io.grpc.InternalMetadata;
import io.grpc.InternalMetadata.TrustedAsciiMarshaller;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * Decides for each gRPC call whether its checks are traced, and leaves that in the call's context for {@link
 * DecisionSpans}. The caller's word counts; without one, a share of calls is picked. A call that is not traced costs no
 * allocation. Thread-safe.
 */
final class StreamTracing extends ServerStreamTracer.Factory {

    /** Of which span the call's checks are children: {@link TraceContext#NONE} starts a trace. Absent when not traced. */
    static final Context.Key<SpanContext> PARENT = Context.key("postern.trace.parent");

    // The trusted marshaller is grpc-java's own way to hand over a value without making a String of it first.
    private static final Metadata.Key<SpanContext> TRACEPARENT =
            InternalMetadata.keyOf("traceparent", new TraceparentMarshaller());

    private static final ServerStreamTracer UNTRACED = new ServerStreamTracer() {};
    private static final ServerStreamTracer NEW_TRACE = new Traced(TraceContext.NONE);

    private final long threshold;
    private final LongSupplier random;

    /**
     * Tracing of a share of calls.
     *
     * @param ratio of calls that come without a context, 0 to 1
     * @param random any 64-bit numbers, thread-safe
     */
    StreamTracing(double ratio, LongSupplier random) {
        this.threshold = Ratio.threshold(ratio);
        this.random = random;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        SpanContext caller = headers.get(TRACEPARENT);
        if (caller == null || !caller.isValid()) {
            return Ratio.picks(threshold, random.getAsLong()) ? NEW_TRACE : UNTRACED;
        }
        return caller.isSampled() ? new Traced(caller) : UNTRACED;
    }

    private static final class Traced extends ServerStreamTracer {
        private final SpanContext parent;

        Traced(SpanContext parent) {
            this.parent = parent;
        }

        @Override
        public Context filterContext(Context context) {
            return context.withValue(PARENT, parent);
        }
    }

    private static final class TraceparentMarshaller implements TrustedAsciiMarshaller<SpanContext> {

        @Override
        public byte[] toAsciiString(SpanContext value) {
            String text = "00-" + value.getTraceId() + "-" + value.getSpanId() + "-"
                    + value.getTraceFlags().asHex();
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public SpanContext parseAsciiString(byte[] serialized) {
            return TraceContext.parse(serialized);
        }
    }
}
