package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.grpc.CallDeadline;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.identity.Shown;
import dev.postern.v1.EgressStreamRequest;
import dev.postern.v1.EgressStreamResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One {@code CheckStream}. The next part is asked for only when the last was dealt with and the caller reads what was
 * released, so a call never holds more than one part besides what the scan holds back.
 */
final class StreamCall extends ServerCall.Listener<Received<EgressStreamRequest>> {

    private final ServerCall<Received<EgressStreamRequest>, EgressStreamResponse> call;
    private final Shown shown;
    private final EgressGate gate;
    private final QuestionReader reader;
    private final Identification identification;
    private final Faults faults;
    private final Asked asked;
    private final Turns turns;
    private @Nullable EgressStream stream;
    private String id = "";
    private String tenant = "";
    private boolean identifying;
    private boolean halfClosed;
    private boolean wanting;
    private boolean over;

    StreamCall(
            ServerCall<Received<EgressStreamRequest>, EgressStreamResponse> call,
            Shown shown,
            EgressGate gate,
            QuestionReader reader,
            Identification identification,
            Faults faults,
            LongSupplier nanoTime) {
        this.call = call;
        this.shown = shown;
        this.gate = gate;
        this.reader = reader;
        this.identification = identification;
        this.faults = faults;
        this.asked = new Asked(Door.EGRESS, nanoTime.getAsLong(), CallDeadline.ofCall(), true);
        this.turns = new Turns(gate.executor(), () -> refuse(Reason.SHED));
        call.sendHeaders(new Metadata());
        call.request(1);
    }

    @Override
    public void onMessage(Received<EgressStreamRequest> message) {
        if (stream == null && !over) {
            open(message);
        } else {
            turns.add(() -> guarded(() -> take(message)));
        }
    }

    @Override
    public void onHalfClose() {
        halfClosed = true;
        if (identifying) {
            return;
        }
        if (stream == null) {
            refuse(Reason.INPUT_INCOMPLETE);
        } else {
            turns.add(() -> guarded(this::end));
        }
    }

    @Override
    public void onReady() {
        turns.add(this::more);
    }

    @Override
    public void onCancel() {
        finish();
    }

    private void open(Received<EgressStreamRequest> message) {
        QuestionReader.Reading reading = reader.read(message.map(EgressStreamRequest::getQuestion), call.isCancelled());
        if (message instanceof Received.Message<EgressStreamRequest> sent
                && !sent.value().hasQuestion()) {
            refuse(Reason.INPUT_INCOMPLETE);
        } else if (reading instanceof QuestionReader.Reading.Refused refused) {
            id = refused.id();
            tenant = refused.tenant();
            refuse(refused.reason());
        } else if (reading instanceof QuestionReader.Reading.Question question) {
            id = question.id();
            tenant = question.question().tenant();
            identifying = true;
            identification.identify(
                    question.check(),
                    shown,
                    asked.caller(),
                    check -> begin(question.question().by(check)));
        }
    }

    /** Begins once it is known who asks; no more of the content was asked for meanwhile. */
    private void begin(EgressQuestion question) {
        identifying = false;
        if (over || call.isCancelled()) {
            return;
        }
        EgressStream opened = gate.stream(question, asked).orElse(null);
        if (opened == null) {
            refuse(Reason.SHED);
            return;
        }
        stream = opened;
        opened.whenReady(() -> turns.add(() -> guarded(() -> {
            opened.open();
            settle(opened);
        })));
        if (halfClosed) {
            onHalfClose();
        }
    }

    private void take(Received<EgressStreamRequest> message) {
        EgressStream open = stream;
        if (over || open == null) {
            return;
        }
        if (!(message instanceof Received.Message<EgressStreamRequest> sent)) {
            refuse(((Received.Unreadable<EgressStreamRequest>) message).reason());
        } else if (!sent.value().hasContent()) {
            refuse(Reason.INPUT_MALFORMED);
        } else {
            release(open.push(sent.value().getContent().toByteArray()));
            settle(open);
        }
    }

    /** A blocked content ends at once, whatever else of it would come. */
    private void settle(EgressStream open) {
        if (open.blocked()) {
            end();
        } else {
            wanting = true;
            more();
        }
    }

    private void more() {
        if (wanting && !over && call.isReady()) {
            wanting = false;
            call.request(1);
        }
    }

    private void end() {
        EgressStream open = stream;
        if (over || open == null) {
            return;
        }
        over = true;
        open.end(this::release, outcome -> answer(outcome));
    }

    private void release(byte[] bytes) {
        if (bytes.length > 0 && !call.isCancelled()) {
            call.sendMessage(EgressStreamResponse.newBuilder()
                    .setReleased(ByteString.copyFrom(bytes))
                    .build());
        }
    }

    private void answer(EgressOutcome outcome) {
        finish();
        if (!call.isCancelled()) {
            call.sendMessage(EgressStreamResponse.newBuilder()
                    .setAnswer(EgressMessages.response(id, outcome))
                    .build());
            call.close(Status.OK, new Metadata());
        }
    }

    private void refuse(Reason reason) {
        if (!over) {
            over = true;
            answer(gate.refuse(tenant, reason, "", asked));
        }
    }

    private void finish() {
        EgressStream open = stream;
        if (open != null) {
            open.close();
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            faults.add(e);
            over = false;
            refuse(Reason.INTERNAL);
        }
    }
}
