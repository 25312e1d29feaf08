package dev.postern.sidecar.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.egress.Direction;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation.MutationCase;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyAnswersTest {

    private static final BodySendMode DUPLEX = BodySendMode.FULL_DUPLEX_STREAMED;
    private static final int HOLD = 10;
    private static final byte[] NOTHING = {};

    private final List<ProcessingResponse> told = new ArrayList<>();

    @Test
    void theHeadWaitsForAsMuchOfTheBodyAsIsHeld() {
        BodyAnswers answers = answers(DUPLEX);
        answers.open();
        answers.body(ByteString.EMPTY, bytes("123456789"), false);
        assertThat(told).isEmpty();
        answers.body(ByteString.EMPTY, bytes("0"), false);
        assertThat(told).hasSize(2);
        assertThat(told.get(0).hasRequestHeaders()).isTrue();
        assertThat(piece(told.get(1)).getBody().toStringUtf8()).isEqualTo("1234567890");
        answers.body(ByteString.EMPTY, bytes("a"), false);
        assertThat(piece(told.get(2)).getBody().toStringUtf8()).isEqualTo("a");
    }

    @Test
    void theEndOfAShortBodyIsNotWaitedBeyond() {
        BodyAnswers answers = answers(DUPLEX);
        answers.body(ByteString.EMPTY, bytes("12"), false);
        answers.body(ByteString.EMPTY, NOTHING, true);
        assertThat(told).hasSize(2);
        assertThat(piece(told.get(1)).getBody().toStringUtf8()).isEqualTo("12");
        assertThat(piece(told.get(1)).getEndOfStream()).isTrue();
    }

    @Test
    void anEmptyBodyEndsToo() {
        answers(DUPLEX).body(ByteString.EMPTY, NOTHING, true);
        assertThat(told).hasSize(2);
        assertThat(piece(told.get(1)).getBody().isEmpty()).isTrue();
        assertThat(piece(told.get(1)).getEndOfStream()).isTrue();
    }

    @Test
    void whatLeavesIsCutIntoPiecesOfWhichOnlyTheLastEndsTheBody() {
        byte[] body = new byte[(64 << 10) * 3 + 1];
        new SplittableRandom(1).nextBytes(body);
        answers(DUPLEX).body(ByteString.EMPTY, body, true);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        List<ProcessingResponse> pieces = told.subList(1, told.size());
        assertThat(pieces).hasSize(4);
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(piece(pieces.get(i)).getBody().size()).isBetween(1, 64 << 10);
            assertThat(piece(pieces.get(i)).getEndOfStream()).isEqualTo(i == pieces.size() - 1);
            left.writeBytes(piece(pieces.get(i)).getBody().toByteArray());
        }
        assertThat(left.toByteArray()).isEqualTo(body);
    }

    @Test
    void trailersFollowWhatWasHeldAndTheBodyIsNotEndedBefore() {
        BodyAnswers answers = answers(DUPLEX);
        answers.body(ByteString.EMPTY, bytes("held"), false);
        assertThat(answers.trailers(bytes(" back"))).isTrue();
        assertThat(told).hasSize(3);
        assertThat(piece(told.get(1)).getBody().toStringUtf8()).isEqualTo("held back");
        assertThat(piece(told.get(1)).getEndOfStream()).isFalse();
        assertThat(told.get(2).hasRequestTrailers()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAMED", "BUFFERED"})
    void eachMessageHasOneAnswer(BodySendMode mode) {
        BodyAnswers answers = answers(mode);
        answers.open();
        assertThat(told).hasSize(1);
        assertThat(change(bytes("same"), bytes("same"), answers).hasBodyMutation())
                .isFalse();
        assertThat(change(bytes("ada@x.org"), bytes("[GONE]"), answers)
                        .getBodyMutation()
                        .getBody()
                        .toStringUtf8())
                .isEqualTo("[GONE]");
        assertThat(change(bytes("held"), NOTHING, answers).getBodyMutation().getMutationCase())
                .isEqualTo(MutationCase.CLEAR_BODY);
        assertThat(change(NOTHING, NOTHING, answers).hasBodyMutation()).isFalse();
        assertThat(told).hasSize(5);
        assertThat(answers.trailers(NOTHING)).isTrue();
        assertThat(told).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAMED", "BUFFERED"})
    void aBodyThatHasEndedCannotGrow(BodySendMode mode) {
        assertThat(answers(mode).trailers(bytes("rest"))).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void onlyABufferedBodyThatChangedIsGivenItsLength() {
        BodyAnswers buffered = answers(BodySendMode.BUFFERED);
        assertThat(change(bytes("same"), bytes("same"), buffered).hasHeaderMutation())
                .isFalse();
        assertThat(change(bytes("longer"), bytes("long"), buffered)
                        .getHeaderMutation()
                        .getSetHeaders(0)
                        .getHeader()
                        .getRawValue()
                        .toStringUtf8())
                .isEqualTo("4");
        assertThat(change(bytes("longer"), bytes("long"), answers(BodySendMode.STREAMED))
                        .hasHeaderMutation())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(BodySendMode.class)
    void theHeadIsAnsweredOnce(BodySendMode mode) {
        BodyAnswers answers = answers(mode);
        answers.open();
        answers.head();
        answers.head();
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(BodySendMode.class)
    void aModeThatSendsPartOfABodyOrNoneIsKnown(BodySendMode mode) {
        boolean whole = mode == DUPLEX || mode == BodySendMode.STREAMED || mode == BodySendMode.BUFFERED;
        assertThat(answers(mode).seeBodies()).isEqualTo(whole);
    }

    @Test
    void answersAreOfTheDirectionTheyAreFor() {
        BodyAnswers answers =
                new BodyAnswers(Direction.RESPONSE, DUPLEX, 0, CommonResponse::getDefaultInstance, told::add);
        answers.body(ByteString.EMPTY, bytes("x"), false);
        answers.trailers(NOTHING);
        assertThat(told.get(0).hasResponseHeaders()).isTrue();
        assertThat(told.get(1).hasResponseBody()).isTrue();
        assertThat(told.get(2).hasResponseTrailers()).isTrue();
    }

    private BodyAnswers answers(BodySendMode mode) {
        return new BodyAnswers(Direction.REQUEST, mode, HOLD, CommonResponse::getDefaultInstance, told::add);
    }

    private CommonResponse change(byte[] part, byte[] leaving, BodyAnswers answers) {
        answers.body(ByteString.copyFrom(part), leaving, false);
        return told.get(told.size() - 1).getRequestBody().getResponse();
    }

    private static StreamedBodyResponse piece(ProcessingResponse answer) {
        return answer.getRequestBody().getResponse().getBodyMutation().getStreamedResponse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
