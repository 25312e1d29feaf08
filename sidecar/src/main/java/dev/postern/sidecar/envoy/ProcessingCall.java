package dev.postern.sidecar.envoy;

import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.egress.Asked;
import dev.postern.sidecar.egress.Turns;
import dev.postern.sidecar.grpc.CallDeadline;
import dev.postern.sidecar.grpc.Received;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * The call by which an exchange comes. Its work is done in turns, off the event loop; the next message is asked for only
 * when the last was dealt with and Envoy reads what it is told, so a call never holds more than one.
 */
final class ProcessingCall extends ServerCall.Listener<Received<ProcessingRequest>> implements Exchange.Line {

    private final ServerCall<Received<ProcessingRequest>, ProcessingResponse> call;
    private final Metadata metadata;
    private final Faults faults;
    private final Turns turns;
    private final Exchange exchange;
    private boolean wanting;

    ProcessingCall(
            ServerCall<Received<ProcessingRequest>, ProcessingResponse> call,
            Metadata metadata,
            EnvoyDoors doors,
            Heads heads) {
        this.call = call;
        this.metadata = metadata;
        this.faults = doors.pipeline().faults();
        Asked asked = new Asked(Door.EXT_PROC, doors.nanoTime().getAsLong(), CallDeadline.ofCall(), true);
        this.exchange = new Exchange(this, heads, doors.identification(), doors.gate(), asked);
        this.turns = new Turns(doors.gate().executor(), () -> exchange.refuse(Reason.SHED));
        call.sendHeaders(new Metadata());
        call.request(1);
    }

    @Override
    public void onMessage(Received<ProcessingRequest> received) {
        later(() -> {
            if (received instanceof Received.Message<ProcessingRequest> message) {
                exchange.take(message.value(), metadata);
            } else if (received instanceof Received.Unreadable<ProcessingRequest> unreadable) {
                exchange.refuse(unreadable.reason());
            }
        });
    }

    @Override
    public void onHalfClose() {
        later(exchange::end);
    }

    @Override
    public void onReady() {
        later(this::more);
    }

    @Override
    public void onCancel() {
        later(exchange::release);
    }

    @Override
    public void later(Runnable work) {
        turns.add(() -> {
            try {
                work.run();
            } catch (RuntimeException | StackOverflowError e) {
                faults.add(e);
                exchange.refuse(Reason.INTERNAL);
            }
        });
    }

    @Override
    public void next() {
        wanting = true;
        more();
    }

    @Override
    public void send(ProcessingResponse message) {
        if (!call.isCancelled()) {
            call.sendMessage(message);
        }
    }

    @Override
    public void end() {
        if (!call.isCancelled()) {
            call.close(Status.OK, new Metadata());
        }
    }

    private void more() {
        if (wanting && !exchange.isOver() && call.isReady()) {
            wanting = false;
            call.request(1);
        }
    }
}
