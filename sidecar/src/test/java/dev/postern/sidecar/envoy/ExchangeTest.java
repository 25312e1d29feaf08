package dev.postern.sidecar.envoy;

import static dev.postern.sidecar.envoy.ProcessingRig.requestBody;
import static dev.postern.sidecar.envoy.ProcessingRig.requestHead;
import static dev.postern.sidecar.envoy.ProcessingRig.requestTrailers;
import static dev.postern.sidecar.envoy.ProcessingRig.responseBody;
import static dev.postern.sidecar.envoy.ProcessingRig.responseHead;
import static dev.postern.sidecar.envoy.ProcessingRig.responseTrailers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Direction;
import dev.postern.sidecar.egress.Packed;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeTest {

    private static final Map<String, String> POLICY = Map.of("p.ccl", "permit egress.connect on /*.example.com/**");
    private static final BodySendMode DUPLEX = BodySendMode.FULL_DUPLEX_STREAMED;
    private static final byte[] CLEAN = bytes("hello ");
    private static final byte[] MAIL = bytes("write to ada@lovelace.org today");
    private static final String REDACTED = "write to [EMAIL_REDACTED] today";
    private static final byte[] SECRET = bytes("token ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a");

    private boolean full;
    private ProcessingRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new ProcessingRig(POLICY, this::execute);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    static Stream<Arguments> outOfOrder() {
        ProcessingRequest head = requestHead(DUPLEX, false);
        ProcessingRequest end = requestBody(CLEAN, true);
        return Stream.of(
                Arguments.of("input.incomplete", List.of(requestBody(CLEAN, true))),
                Arguments.of("input.incomplete", List.of(requestTrailers())),
                Arguments.of("input.malformed", List.of(responseHead(true))),
                Arguments.of("input.incomplete", List.of(head, end, responseBody(CLEAN, true))),
                Arguments.of("input.incomplete", List.of(head, end, responseTrailers())),
                Arguments.of("input.malformed", List.of(head, head)),
                Arguments.of("input.malformed", List.of(head, end, head)),
                Arguments.of("input.malformed", List.of(head, end, end)),
                Arguments.of("input.malformed", List.of(head, end, requestTrailers())),
                Arguments.of("input.malformed", List.of(head, requestTrailers(), requestTrailers())),
                Arguments.of("input.malformed", List.of(requestHead(DUPLEX, true), end)),
                Arguments.of("input.malformed", List.of(head, end, responseHead(true), responseHead(true))),
                Arguments.of("input.malformed", List.of(head, end, responseHead(true), responseBody(CLEAN, true))),
                Arguments.of("input.malformed", List.of(ProcessingRequest.getDefaultInstance())),
                Arguments.of(
                        "input.too_large",
                        List.of(head, requestBody(new byte[ProcessingRig.LARGEST_MESSAGE + 1], true))));
    }

    @ParameterizedTest
    @MethodSource("outOfOrder")
    void whatComesOutOfOrderIsRefused(String reason, List<ProcessingRequest> messages) {
        ProcessingRig.Client client = rig.call().send(messages.toArray(ProcessingRequest[]::new));
        assertThat(client.reason()).isEqualTo(reason);
        assertThat(client.ended).isTrue();
        assertThat(client.failed).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAMED", "BUFFERED", "FULL_DUPLEX_STREAMED"})
    void bothDirectionsAreRedactedInEveryModeThatShowsThem(BodySendMode mode) {
        for (int cut = 0; cut < MAIL.length; cut++) {
            byte[] first = Arrays.copyOfRange(MAIL, 0, cut);
            byte[] second = Arrays.copyOfRange(MAIL, cut, MAIL.length);
            List<ProcessingRequest> messages = List.of(
                    requestHead(mode, false),
                    requestBody(first, false),
                    requestBody(second, true),
                    responseHead(false),
                    responseBody(first, false),
                    responseBody(second, true));
            ProcessingRig.Client client = rig.call().send(messages.toArray(ProcessingRequest[]::new));
            assertThat(client.reason()).isEmpty();
            assertThat(left(client, Direction.REQUEST, messages)).isEqualTo(REDACTED);
            assertThat(left(client, Direction.RESPONSE, messages)).isEqualTo(REDACTED);
            client.halfClose();
            assertThat(client.failed).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAMED", "BUFFERED", "FULL_DUPLEX_STREAMED"})
    void compressedContentsAreLookedAtInEveryModeThatShowsThem(BodySendMode mode) {
        byte[] packed = Packed.gzip(MAIL);
        byte[] clean = Packed.gzip(CLEAN);
        List<ProcessingRequest> messages = List.of(
                requestHead(mode, false, "content-encoding", "gzip"),
                requestBody(packed, true),
                responseHead(false, "content-encoding", "gzip"),
                responseBody(clean, true));
        ProcessingRig.Client client = rig.call().send(messages.toArray(ProcessingRequest[]::new));
        assertThat(new String(Packed.gunzip(client.left(Direction.REQUEST, messages)), UTF_8))
                .isEqualTo(REDACTED);
        assertThat(client.left(Direction.RESPONSE, messages)).isEqualTo(clean);
        ProcessingRig.Client secret = rig.call()
                .send(requestHead(mode, false, "content-encoding", "gzip"), requestBody(Packed.gzip(SECRET), true));
        assertThat(secret.reason()).isEqualTo("egress.findings");
    }

    @Test
    void aHeadWaitsForACompressedBodyAndLeavesWithIt() {
        byte[] packed = Packed.gzip(CLEAN);
        ProcessingRig.Client client = rig.call()
                .send(
                        requestHead(DUPLEX, false, "content-encoding", "gzip"),
                        requestBody(Arrays.copyOf(packed, packed.length - 1), false));
        assertThat(client.told).isEmpty();
        client.send(requestBody(Arrays.copyOfRange(packed, packed.length - 1, packed.length), true));
        assertThat(client.told).hasSize(2);
        assertThat(client.told.get(0).hasRequestHeaders()).isTrue();
    }

    @Test
    void aRewrittenBodyThatWasBufferedHasItsLength() {
        ProcessingRig.Client client =
                rig.call().send(requestHead(BodySendMode.BUFFERED, false), requestBody(MAIL, true));
        var change = client.told.get(1).getRequestBody().getResponse();
        assertThat(change.getHeaderMutation().getSetHeaders(0).getHeader().getKey())
                .isEqualTo("content-length");
        assertThat(change.getHeaderMutation()
                        .getSetHeaders(0)
                        .getHeader()
                        .getRawValue()
                        .toStringUtf8())
                .isEqualTo(Integer.toString(REDACTED.length()));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "BUFFERED_PARTIAL"})
    void aBodyThatIsNotSeenWholeIsRefused(BodySendMode mode) {
        assertThat(rig.call().send(requestHead(mode, false)).reason()).isEqualTo("egress.incomplete");
        assertThat(rig.call().send(requestHead(mode, true)).reason()).isEmpty();
    }

    @Test
    void aCodingThatIsNotKnownIsRefusedBeforeAnythingLeaves() {
        ProcessingRig.Client client = rig.call().send(requestHead(DUPLEX, false, "content-encoding", "br"));
        assertThat(client.reason()).isEqualTo("egress.incomplete");
        assertThat(client.told).hasSize(1);
    }

    @Test
    void trailersEndAContent() {
        List<ProcessingRequest> messages =
                List.of(requestHead(DUPLEX, false), requestBody(MAIL, false), requestTrailers());
        ProcessingRig.Client client = rig.call().send(messages.toArray(ProcessingRequest[]::new));
        assertThat(left(client, Direction.REQUEST, messages)).isEqualTo(REDACTED);
        assertThat(client.told.get(client.told.size() - 1).hasRequestTrailers()).isTrue();
        assertThat(rig.call()
                        .send(
                                requestHead(BodySendMode.STREAMED, false),
                                requestBody(bytes("ada@"), false),
                                requestTrailers())
                        .reason())
                .isEqualTo("egress.incomplete");
    }

    @Test
    void anExchangeForWhichThereIsNoRoomIsShedAndNeverPassesUnseen() {
        full = true;
        assertThat(rig.call().send(requestHead(DUPLEX, false)).reason()).isEqualTo("shed.overload");
        full = false;
        ProcessingRig.Client client = rig.call().send(requestHead(DUPLEX, false));
        full = true;
        client.send(requestBody(CLEAN, true));
        assertThat(client.reason()).isEqualTo("shed.overload");
        assertThat(client.told).hasSize(1);
    }

    @Test
    void whereDenialsAreNotEnforcedEvenWhatCannotBeReadPasses() throws IOException {
        try (ProcessingRig shadow =
                new ProcessingRig(Map.of("p.ccl", POLICY.get("p.ccl"), "bundle.yaml", "mode: shadow"), Runnable::run)) {
            for (String coding : List.of("identity", "br", "gzip")) {
                List<ProcessingRequest> messages = List.of(
                        requestHead(BodySendMode.STREAMED, false, "content-encoding", coding),
                        requestBody(SECRET, false),
                        requestBody(MAIL, true));
                ProcessingRig.Client client = shadow.call().send(messages.toArray(ProcessingRequest[]::new));
                assertThat(client.reason()).as(coding).isEmpty();
                assertThat(left(client, Direction.REQUEST, messages))
                        .as(coding)
                        .isEqualTo(new String(SECRET, UTF_8) + new String(MAIL, UTF_8));
            }
        }
    }

    private void execute(Runnable work) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        work.run();
    }

    private static String left(ProcessingRig.Client client, Direction direction, List<ProcessingRequest> messages) {
        return new String(client.left(direction, messages), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
