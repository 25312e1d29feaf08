package dev.postern.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.decide.Door;
import io.grpc.Context;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void aSampledCallerGetsAChildSpanThatSaysWhatWasDecided() {
        List<SpanData> spans = spans(0, "00-" + TRACE + "-" + SPAN + "-01");

        assertThat(spans).hasSize(1);
        SpanData span = spans.get(0);
        assertThat(span.getName()).isEqualTo("postern.check");
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(SPAN);
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(4_000);
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Attributes.builder()
                        .put(DecisionSpans.DOOR, "ext_authz")
                        .put(DecisionSpans.DECISION, "deny")
                        .put(DecisionSpans.DECISION_ID, "0000000000000001-0-7")
                        .put(DecisionSpans.REASON, "policy.deny")
                        .put(DecisionSpans.RULE, "a.ccl:3")
                        .put(DecisionSpans.MODE, "enforce")
                        .put(DecisionSpans.DIGEST, Answers.DIGEST)
                        .build()
                        .asMap());
    }

    @Test
    void anUnsampledCallerGetsNoSpanWhateverTheRatio() {
        assertThat(spans(1, "00-" + TRACE + "-" + SPAN + "-00")).isEmpty();
    }

    @Test
    void aCallWithoutContextIsTracedByRatio() {
        assertThat(spans(0, "")).isEmpty();

        List<SpanData> spans = spans(1, "");
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void aMalformedContextCountsAsNone() {
        assertThat(spans(0, "00-nonsense")).isEmpty();
        assertThat(spans(1, "00-nonsense").get(0).getParentSpanContext().isValid())
                .isFalse();
    }

    @Test
    void allocatesNothingForACallThatIsNotTraced() {
        StreamTracing streams = new StreamTracing(0, () -> 0);
        Metadata headers = headers("00-" + TRACE + "-" + SPAN + "-00");

        assertThat(Allocation.bytes(() -> streams.newServerStreamTracer("Check", headers)))
                .isZero();
    }

    @Test
    void ratioPicksItsShare() {
        int picked = 0;
        for (int n = 0; n < 100_000; n++) {
            picked += Ratio.picks(Ratio.threshold(0.25), Ratio.spread(n)) ? 1 : 0;
        }
        assertThat(picked).isBetween(24_000, 26_000);
        assertThat(Ratio.picks(Ratio.threshold(1), -1)).isTrue();
        assertThat(Ratio.picks(Ratio.threshold(0), 0)).isFalse();
    }

    /** The spans of one denied check of a call. */
    private static List<SpanData> spans(double ratio, String traceparent) {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        Traces traces = new Traces(exporter, Resource.empty(), ratio, () -> 42);
        ServerStreamTracer tracer = traces.streams().newServerStreamTracer("Check", headers(traceparent));
        tracer.filterContext(Context.ROOT)
                .run(() -> traces.observer().answered(Door.EXT_AUTHZ, null, Answers.deny(7), 4_000));
        traces.flush();
        return exporter.getFinishedSpanItems();
    }

    /** Headers as they come off the wire; none for an empty text. */
    private static Metadata headers(String traceparent) {
        return traceparent.isEmpty()
                ? new Metadata()
                : InternalMetadata.newMetadata(
                        "traceparent".getBytes(StandardCharsets.US_ASCII),
                        traceparent.getBytes(StandardCharsets.US_ASCII));
    }
}
