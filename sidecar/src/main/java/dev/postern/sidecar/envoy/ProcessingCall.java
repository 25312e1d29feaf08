package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import dev.postern.egress.Direction;
import dev.postern.policy.Check;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.egress.Asked;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.EgressOutcome;
import dev.postern.sidecar.egress.EgressStream;
import dev.postern.sidecar.egress.Turns;
import dev.postern.sidecar.grpc.CallDeadline;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.identity.Identification;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of ext_proc: a request that leaves, and what comes back. Doubt is answered with a refusal; an end of the
 * stream without one would let Envoy go on by itself. The next message is asked for only when the last was dealt with.
 */
final class ProcessingCall extends ServerCall.Listener<Received<ProcessingRequest>> {

    private final ServerCall<Received<ProcessingRequest>, ProcessingResponse> call;
    private final Metadata metadata;
    private final Identification identification;
    private final EgressGate gate;
    private final Exchanges exchanges;
    private final Faults faults;
    private final Asked asked;
    private final Turns turns;
    private ProtocolConfiguration modes = ProtocolConfiguration.getDefaultInstance();
    private boolean observing;
    private @Nullable Passage request;
    private @Nullable Passage response;
    private String tenant = "";
    private boolean wanting;
    private boolean over;

    ProcessingCall(
            ServerCall<Received<ProcessingRequest>, ProcessingResponse> call,
            Metadata metadata,
            EnvoyDoors doors,
            Exchanges exchanges) {
        this.call = call;
        this.metadata = metadata;
        this.identification = doors.identification();
        this.gate = doors.gate();
        this.exchanges = exchanges;
        this.faults = doors.pipeline().faults();
        this.asked = new Asked(Door.EXT_PROC, doors.nanoTime().getAsLong(), CallDeadline.ofCall(), true);
        this.turns = new Turns(gate.executor(), () -> refuse(Reason.SHED));
        call.sendHeaders(new Metadata());
        call.request(1);
    }

    @Override
    public void onMessage(Received<ProcessingRequest> message) {
        turn(() -> take(message));
    }

    @Override
    public void onHalfClose() {
        turn(this::close);
    }

    @Override
    public void onReady() {
        turn(this::more);
    }

    @Override
    public void onCancel() {
        turn(this::release);
    }

    private void turn(Runnable work) {
        turns.add(() -> {
            try {
                work.run();
            } catch (RuntimeException | StackOverflowError e) {
                faults.add(e);
                refuse(Reason.INTERNAL);
            }
        });
    }

    private void take(Received<ProcessingRequest> received) {
        if (over) {
            return;
        }
        if (!(received instanceof Received.Message<ProcessingRequest> message)) {
            refuse(((Received.Unreadable<ProcessingRequest>) received).reason());
            return;
        }
        ProcessingRequest sent = message.value();
        switch (sent.getRequestCase()) {
            case REQUEST_HEADERS -> openRequest(sent);
            case REQUEST_BODY -> body(request, sent.getRequestBody());
            case REQUEST_TRAILERS -> trailers(request);
            case RESPONSE_HEADERS -> openResponse(sent.getResponseHeaders());
            case RESPONSE_BODY -> body(response, sent.getResponseBody());
            case RESPONSE_TRAILERS -> trailers(response);
            case REQUEST_NOT_SET -> refuse(Reason.INPUT_MALFORMED);
        }
    }

    private void openRequest(ProcessingRequest sent) {
        if (request != null) {
            refuse(Reason.INPUT_MALFORMED);
            return;
        }
        observing = sent.getObservabilityMode();
        modes = sent.hasProtocolConfig() ? sent.getProtocolConfig() : streamed();
        HttpHeaders head = sent.getRequestHeaders();
        Mapped mapped = exchanges.read(sent, metadata);
        if (mapped instanceof Mapped.Asked read) {
            tenant = read.check().tenant();
            identification.identify(
                    read.check(), read.shown(), asked.caller(), check -> turn(() -> openRequest(read, check, head)));
        } else if (mapped instanceof Mapped.Refused refused) {
            tenant = refused.tenant();
            doubtRequest(refused.reason());
        }
    }

    private void openRequest(Mapped.Asked read, Check check, HttpHeaders head) {
        Outbound.Reading reading = exchanges.question(read, check);
        if (reading instanceof Outbound.Reading.Refused refused) {
            doubtRequest(refused.reason());
        } else if (reading instanceof Outbound.Reading.Question question && !over) {
            EgressStream stream = gate.stream(question.question(), asked).orElse(null);
            Passage passage = new Passage(
                    Direction.REQUEST,
                    modes.getRequestBodyMode(),
                    stream,
                    () -> exchanges.passed(
                            check, question.question(), stream == null ? List.of() : stream.addresses(), answered()),
                    exchanges.hold(head.getHeaders()),
                    this::send);
            request = passage;
            open(passage, head);
        }
    }

    private void doubtRequest(Reason reason) {
        Passage passage = unseen(Direction.REQUEST, modes.getRequestBodyMode());
        request = passage;
        doubt(passage, reason);
    }

    private void openResponse(HttpHeaders head) {
        Passage asking = request;
        if (asking == null || response != null) {
            refuse(Reason.INPUT_MALFORMED);
            return;
        }
        EgressStream outgoing = asking.stream();
        boolean looked = answered() && outgoing != null;
        EgressStream stream =
                looked && outgoing != null ? gate.answer(outgoing, asked).orElse(null) : null;
        Passage passage = stream == null
                ? unseen(Direction.RESPONSE, modes.getResponseBodyMode())
                : new Passage(
                        Direction.RESPONSE,
                        modes.getResponseBodyMode(),
                        stream,
                        CommonResponse::getDefaultInstance,
                        exchanges.hold(head.getHeaders()),
                        this::send);
        response = passage;
        if (looked) {
            open(passage, head);
        } else {
            pass(passage);
        }
    }

    private Passage unseen(Direction direction, BodySendMode mode) {
        return new Passage(direction, mode, null, CommonResponse::getDefaultInstance, 0, this::send);
    }

    /** Looks at what is known before any content came. */
    private void open(Passage passage, HttpHeaders head) {
        EgressStream stream = passage.stream();
        if (stream == null) {
            doubt(passage, Reason.SHED);
        } else if (!head.getEndOfStream() && (!passage.seesBodies() || isEncoded(head.getHeaders()))) {
            doubt(passage, Reason.EGRESS_INCOMPLETE);
        } else {
            stream.whenReady(() -> turn(() -> opened(passage, stream, head.getEndOfStream())));
        }
    }

    /** Refuses an exchange before any of its content came; where denials are not enforced it passes unseen. */
    private void doubt(Passage passage, Reason reason) {
        EgressOutcome outcome = gate.refuse(tenant, reason, "", asked);
        if (isDenied(outcome)) {
            refuse(outcome);
            return;
        }
        release(passage);
        passage.unwatch();
        pass(passage);
    }

    private void pass(Passage passage) {
        passage.tellHead();
        next();
    }

    private void opened(Passage passage, EgressStream stream, boolean ended) {
        if (over) {
            stream.close();
            return;
        }
        stream.open();
        if (stream.blocked() || ended) {
            end(stream, new byte[0], leaving -> {
                passage.tellHead();
                if (!ended) {
                    passage.unwatch();
                }
            });
            return;
        }
        if (!passage.duplex()) {
            passage.tellHead();
        }
        next();
    }

    private void body(@Nullable Passage passage, HttpBody body) {
        if (passage == null) {
            refuse(Reason.INPUT_INCOMPLETE);
            return;
        }
        ByteString part = body.getBody();
        EgressStream stream = passage.stream();
        boolean last = body.getEndOfStream();
        if (stream == null) {
            passage.tell(part, part.toByteArray(), last);
            next();
            return;
        }
        byte[] free = stream.push(part.toByteArray());
        if (last || stream.blocked()) {
            end(stream, free, leaving -> passage.tell(part, leaving, last));
        } else {
            passage.tell(part, free, false);
            next();
        }
    }

    private void trailers(@Nullable Passage passage) {
        if (passage == null) {
            refuse(Reason.INPUT_INCOMPLETE);
            return;
        }
        EgressStream stream = passage.stream();
        if (stream == null) {
            passage.tellTrailers(new byte[0]);
            next();
            return;
        }
        end(stream, new byte[0], leaving -> {
            if (!passage.tellTrailers(leaving)) {
                refuse(Reason.EGRESS_INCOMPLETE);
            }
        });
    }

    /** What becomes of the last bytes of a content that may leave. */
    @FunctionalInterface
    private interface Ending {
        void with(byte[] leaving);
    }

    private void end(EgressStream stream, byte[] free, Ending then) {
        byte[][] leaving = {free};
        stream.end(
                last -> leaving[0] = joined(free, last),
                outcome -> turn(() -> {
                    if (isDenied(outcome)) {
                        refuse(outcome);
                    } else if (!over) {
                        then.with(leaving[0]);
                        next();
                    }
                }));
    }

    /** In shadow mode what cannot even be read passes too. */
    private static boolean isDenied(EgressOutcome outcome) {
        return outcome.strictest().decision().template().enforced() == Outcome.DENY;
    }

    private void refuse(Reason reason) {
        if (!over) {
            refuse(gate.refuse(tenant, reason, "", asked));
        }
    }

    private void refuse(EgressOutcome outcome) {
        if (!over) {
            send(ProcessingMessages.refusal(outcome.strictest().decision()));
            close();
        }
    }

    private void close() {
        if (!over) {
            over = true;
            release();
            if (!call.isCancelled()) {
                call.close(Status.OK, new Metadata());
            }
        }
    }

    /** Gives back what is held, however the exchange ended. */
    private void release() {
        over = true;
        release(request);
        release(response);
    }

    private static void release(@Nullable Passage passage) {
        EgressStream stream = passage == null ? null : passage.stream();
        if (stream != null) {
            stream.close();
        }
    }

    private void next() {
        wanting = true;
        more();
    }

    private void more() {
        if (wanting && !over && call.isReady()) {
            wanting = false;
            call.request(1);
        }
    }

    private void send(ProcessingResponse message) {
        if (!observing && !call.isCancelled()) {
            call.sendMessage(message);
        }
    }

    /** Whether contents that come back are looked at. */
    private boolean answered() {
        return modes.getResponseBodyMode() != BodySendMode.NONE;
    }

    /** A client that does not say how it sends bodies can only mean the oldest way. */
    private static ProtocolConfiguration streamed() {
        return ProtocolConfiguration.newBuilder()
                .setRequestBodyMode(BodySendMode.STREAMED)
                .setResponseBodyMode(BodySendMode.STREAMED)
                .build();
    }

    private static boolean isEncoded(HeaderMap headers) {
        for (HeaderValue header : headers.getHeadersList()) {
            String value = header.getRawValue().isEmpty()
                    ? header.getValue()
                    : header.getRawValue().toStringUtf8();
            if (header.getKey().equalsIgnoreCase("content-encoding")
                    && !value.strip().equalsIgnoreCase("identity")) {
                return true;
            }
        }
        return false;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
