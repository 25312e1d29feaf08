package dev.postern.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void readsASampledContext() {
        SpanContext context = parse("00-" + TRACE + "-" + SPAN + "-01");

        assertThat(context.getTraceId()).isEqualTo(TRACE);
        assertThat(context.getSpanId()).isEqualTo(SPAN);
        assertThat(context.isSampled()).isTrue();
        assertThat(context.isRemote()).isTrue();
    }

    @Test
    void looksOnlyAtTheSampledFlag() {
        assertThat(parse("00-" + TRACE + "-" + SPAN + "-03").isSampled()).isTrue();
        assertThat(parse("00-" + TRACE + "-" + SPAN + "-02")).isSameAs(TraceContext.UNSAMPLED);
    }

    @Test
    void takesALaterVersionWithMoreFields() {
        assertThat(parse("cc-" + TRACE + "-" + SPAN + "-01-more").getTraceId()).isEqualTo(TRACE);
        assertThat(parse("cc-" + TRACE + "-" + SPAN + "-01").getTraceId()).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333g-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz"
            })
    void takesWhatIsNotWellFormedForNoContext(String header) {
        assertThat(parse(header)).isSameAs(TraceContext.NONE);
    }

    @Test
    void allocatesNothingForAnUnsampledContext() {
        byte[] header = ("00-" + TRACE + "-" + SPAN + "-00").getBytes(StandardCharsets.US_ASCII);

        assertThat(Allocation.bytes(() -> TraceContext.parse(header))).isZero();
    }

    private static SpanContext parse(String header) {
        return TraceContext.parse(header.getBytes(StandardCharsets.US_ASCII));
    }
}
