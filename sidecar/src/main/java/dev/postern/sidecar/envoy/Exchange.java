package dev.postern.sidecar.envoy;

import dev.postern.egress.Direction;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.egress.Asked;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.EgressOutcome;
import dev.postern.sidecar.egress.EgressStream;
import dev.postern.sidecar.identity.Identification;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.Metadata;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of ext_proc: a request that leaves, and what comes back. Doubt is answered with a refusal; an end without one
 * would let Envoy go on by itself. Used by one thread at a time.
 */
final class Exchange implements Passage.Course {

    /** What an exchange asks of the call it comes by. */
    interface Line {

        void send(ProcessingResponse message);

        /** Asks for the next message. */
        void next();

        /** Runs work after what runs now. */
        void later(Runnable work);

        /** Ends the call; nothing is sent after it. */
        void end();
    }

    private final Line line;
    private final Heads heads;
    private final Identification identification;
    private final EgressGate gate;
    private final Asked asked;
    private ProtocolConfiguration modes = ProtocolConfiguration.getDefaultInstance();
    private String tenant = "";
    private boolean headed;
    private boolean observed;
    private @Nullable Passage request;
    private @Nullable Passage response;
    private boolean over;

    Exchange(Line line, Heads heads, Identification identification, EgressGate gate, Asked asked) {
        this.line = line;
        this.heads = heads;
        this.identification = identification;
        this.gate = gate;
        this.asked = asked;
    }

    /** Takes the next message; {@code metadata} is that of the call. */
    void take(ProcessingRequest sent, Metadata metadata) {
        if (over) {
            return;
        }
        switch (sent.getRequestCase()) {
            case REQUEST_HEADERS -> openRequest(sent, metadata);
            case REQUEST_BODY -> body(request, sent.getRequestBody());
            case REQUEST_TRAILERS -> trailers(request);
            case RESPONSE_HEADERS -> openResponse(sent.getResponseHeaders());
            case RESPONSE_BODY -> body(response, sent.getResponseBody());
            case RESPONSE_TRAILERS -> trailers(response);
            case REQUEST_NOT_SET -> refuse(Reason.INPUT_MALFORMED);
        }
    }

    /** Whether nothing more is to come of it. */
    boolean isOver() {
        return over;
    }

    /** Gives back what is held, however the exchange ended. */
    void release() {
        over = true;
        close(request);
        close(response);
    }

    /** Ends the exchange, and the call with it. */
    void end() {
        if (!over) {
            release();
            line.end();
        }
    }

    @Override
    public void later(Runnable work) {
        line.later(() -> {
            if (!over) {
                work.run();
            }
        });
    }

    @Override
    public void next() {
        line.next();
    }

    @Override
    public void refuse(EgressOutcome outcome) {
        if (!over) {
            send(ProcessingMessages.refusal(outcome.strictest().decision()));
            end();
        }
    }

    @Override
    public void refuse(Reason reason) {
        if (!over) {
            refuse(gate.refuse(tenant, reason, "", asked));
        }
    }

    @Override
    public void doubt(Passage passage, Reason reason) {
        EgressOutcome outcome = gate.refuse(tenant, reason, "", asked);
        if (Passage.isDenied(outcome)) {
            refuse(outcome);
        } else {
            passage.pass();
        }
    }

    private void openRequest(ProcessingRequest sent, Metadata metadata) {
        if (headed) {
            refuse(Reason.INPUT_MALFORMED);
            return;
        }
        headed = true;
        observed = sent.getObservabilityMode();
        modes = Heads.modes(sent);
        HttpHeaders head = sent.getRequestHeaders();
        Mapped mapped = heads.read(sent, metadata);
        if (mapped instanceof Mapped.Asked read) {
            tenant = read.check().tenant();
            identification.identify(
                    read.check(), read.shown(), asked.caller(), check -> later(() -> openRequest(read, check, head)));
        } else if (mapped instanceof Mapped.Refused refused) {
            tenant = refused.tenant();
            doubtRequest(refused.reason());
        }
    }

    private void openRequest(Mapped.Asked read, Check check, HttpHeaders head) {
        Outbound.Reading reading = heads.question(read, check);
        if (reading instanceof Outbound.Reading.Refused refused) {
            doubtRequest(refused.reason());
        } else if (reading instanceof Outbound.Reading.Question question) {
            EgressStream stream = gate.stream(question.question(), asked).orElse(null);
            Passage passage = requesting(
                    stream,
                    heads.hold(head.getHeaders()),
                    () -> heads.passed(
                            check, question.question(), stream == null ? List.of() : stream.addresses(), answered()));
            request = passage;
            passage.open(Heads.coding(head.getHeaders()), head.getEndOfStream());
        }
    }

    private void doubtRequest(Reason reason) {
        Passage passage = requesting(null, 0, CommonResponse::getDefaultInstance);
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
        Passage passage = passage(
                Direction.RESPONSE,
                modes.getResponseBodyMode(),
                stream,
                stream == null ? 0 : heads.hold(head.getHeaders()),
                CommonResponse::getDefaultInstance);
        response = passage;
        if (looked) {
            passage.open(Heads.coding(head.getHeaders()), head.getEndOfStream());
        } else {
            passage.pass();
        }
    }

    private void body(@Nullable Passage passage, HttpBody body) {
        if (passage == null) {
            refuse(Reason.INPUT_INCOMPLETE);
        } else {
            passage.body(body);
        }
    }

    private void trailers(@Nullable Passage passage) {
        if (passage == null) {
            refuse(Reason.INPUT_INCOMPLETE);
        } else {
            passage.trailers();
        }
    }

    private Passage requesting(@Nullable EgressStream stream, int hold, Supplier<CommonResponse> head) {
        return passage(Direction.REQUEST, modes.getRequestBodyMode(), stream, hold, head);
    }

    private Passage passage(
            Direction direction,
            BodySendMode mode,
            @Nullable EgressStream stream,
            int hold,
            Supplier<CommonResponse> head) {
        return new Passage(this, gate, new BodyAnswers(direction, mode, hold, head, this::send), stream);
    }

    private void send(ProcessingResponse message) {
        if (!observed) {
            line.send(message);
        }
    }

    /** Whether contents that come back are looked at. */
    private boolean answered() {
        return modes.getResponseBodyMode() != BodySendMode.NONE;
    }

    private static void close(@Nullable Passage passage) {
        if (passage != null) {
            passage.close();
        }
    }
}
