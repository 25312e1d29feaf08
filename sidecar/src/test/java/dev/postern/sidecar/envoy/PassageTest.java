package dev.postern.sidecar.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.egress.Direction;
import dev.postern.policy.Reason;
import dev.postern.sidecar.egress.ContentCoding;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.EgressGates;
import dev.postern.sidecar.egress.EgressOutcome;
import dev.postern.sidecar.egress.EgressStream;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassageTest {

    private static final String PERMIT = "permit egress.connect on /*.example.com/**";
    private static final String SECRET = "token ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    private final List<ProcessingResponse> told = new ArrayList<>();
    private final Journal course = new Journal();
    private EgressGate gate = EgressGates.of(PERMIT);

    @Test
    void asksForTheNextMessageOnceForEachThatCame() {
        Passage passage = opened(BodySendMode.STREAMED);
        assertThat(course.asked).isEqualTo(1);
        passage.body(part("hello ", false));
        assertThat(course.asked).isEqualTo(2);
        passage.body(part("there", true));
        assertThat(course.asked).isEqualTo(3);
        assertThat(course.refusals).isEmpty();
    }

    @Test
    void refusesADestinationThatIsForbiddenBeforeAnythingCame() {
        gate = EgressGates.of("deny egress.connect on /**");
        opened(BodySendMode.FULL_DUPLEX_STREAMED);
        assertThat(course.refusals).containsExactly("policy.deny");
        assertThat(told).isEmpty();
    }

    @Test
    void refusesAContentForWhatIsInItAndTellsNothingOfIt() {
        opened(BodySendMode.FULL_DUPLEX_STREAMED).body(part(SECRET, true));
        assertThat(course.refusals).containsExactly("egress.findings");
        assertThat(told).isEmpty();
    }

    @Test
    void anEndIsAnEnd() {
        Passage passage = opened(BodySendMode.STREAMED);
        passage.body(part("all of it", true));
        passage.body(part("more", false));
        passage.trailers();
        assertThat(course.refusals).containsExactly("input.malformed", "input.malformed");
    }

    @Test
    void aMessageWithoutBodyIsAnsweredAtOnce() {
        Passage passage = passage(BodySendMode.NONE, stream());
        passage.open(ContentCoding.IDENTITY, true);
        assertThat(told).singleElement().matches(ProcessingResponse::hasRequestHeaders);
        assertThat(course.asked).isEqualTo(1);
        passage.body(part("yet a body", true));
        assertThat(course.refusals).containsExactly("input.malformed");
    }

    @Test
    void whatNothingLooksAtIsDoubted() {
        passage(BodySendMode.STREAMED, null).open(ContentCoding.IDENTITY, false);
        passage(BodySendMode.NONE, stream()).open(ContentCoding.IDENTITY, false);
        assertThat(course.doubts).containsExactly(Reason.SHED, Reason.EGRESS_INCOMPLETE);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsLetPassLeavesAsItCame() {
        Passage passage = passage(BodySendMode.FULL_DUPLEX_STREAMED, stream());
        passage.pass();
        passage.body(part(SECRET, true));
        assertThat(passage.stream()).isNull();
        assertThat(course.refusals).isEmpty();
        assertThat(told.get(1)
                        .getRequestBody()
                        .getResponse()
                        .getBodyMutation()
                        .getStreamedResponse()
                        .getBody()
                        .toStringUtf8())
                .isEqualTo(SECRET);
    }

    @Test
    void whatWasHeldBackMayNotBeLostBeforeTrailers() {
        Passage passage = opened(BodySendMode.STREAMED);
        passage.body(part("write to ada@", false));
        passage.trailers();
        assertThat(course.refusals).containsExactly("egress.incomplete");
    }

    @Test
    void nothingMoreIsToldOnceTheExchangeIsOver() {
        Passage passage = opened(BodySendMode.FULL_DUPLEX_STREAMED);
        course.over = true;
        passage.body(part("hello", true));
        assertThat(told).isEmpty();
        assertThat(course.asked).isEqualTo(1);
    }

    private Passage opened(BodySendMode mode) {
        Passage passage = passage(mode, stream());
        passage.open(ContentCoding.IDENTITY, false);
        return passage;
    }

    private Passage passage(BodySendMode mode, @Nullable EgressStream stream) {
        BodyAnswers answers =
                new BodyAnswers(Direction.REQUEST, mode, 0, CommonResponse::getDefaultInstance, told::add);
        return new Passage(course, gate, answers, stream);
    }

    private EgressStream stream() {
        return gate.stream(EgressGates.QUESTION, EgressGates.ASKED).orElseThrow();
    }

    private static HttpBody part(String text, boolean last) {
        return HttpBody.newBuilder()
                .setBody(ByteString.copyFrom(text, UTF_8))
                .setEndOfStream(last)
                .build();
    }

    /** Notes what a passage asks of its exchange; work for later is done at once. */
    private static final class Journal implements Passage.Course {

        private final List<String> refusals = new ArrayList<>();
        private final List<Reason> doubts = new ArrayList<>();
        private int asked;
        private boolean over;

        @Override
        public void later(Runnable work) {
            if (!over) {
                work.run();
            }
        }

        @Override
        public void next() {
            asked++;
        }

        @Override
        public void refuse(EgressOutcome outcome) {
            refusals.add(outcome.strictest().reason());
        }

        @Override
        public void refuse(Reason reason) {
            refusals.add(reason.code());
        }

        @Override
        public void doubt(Passage passage, Reason reason) {
            doubts.add(reason);
        }
    }
}
