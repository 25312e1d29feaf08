package dev.postern.sidecar.grpc;

import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.identity.Shown;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Serves a method of one request and one answer, with as little between the transport and the service as the protocol
 * allows. Cancelled calls do no work. Thread-safe.
 */
public final class UnaryHandler<Q, A> implements ServerCallHandler<Q, A> {

    private final Service<Q, A> service;

    public UnaryHandler(Service<Q, A> service) {
        this.service = service;
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Service<Q, A> {

        /** Takes a request and answers it now or later, on this thread or another. */
        void serve(Q request, Reply<A> reply);
    }

    /** Takes the one answer of a call. Not thread-safe, but any one thread may use it. */
    public interface Reply<A> extends Caller {

        /** Whether nobody waits for the answer any more, or the deadline has passed: then the work is to be saved. */
        boolean isLate();

        /** What came with the call besides the request. */
        Shown shown();

        /** Answers; does nothing when the call was cancelled. */
        void send(A answer);

        /** Ends the call without an answer; for when an answer would be unbounded. */
        void fail(Status status);
    }

    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, A> call, Metadata headers) {
        // One more than the one request, so that the end of the stream is seen.
        call.request(2);
        return new Unary(call, headers);
    }

    private final class Unary extends ServerCall.Listener<Q> implements Reply<A> {

        private final ServerCall<Q, A> call;
        private final CallDeadline deadline = CallDeadline.ofCall();
        private final Shown shown;
        private @Nullable Q request;

        Unary(ServerCall<Q, A> call, Metadata headers) {
            this.call = call;
            this.shown = CallShown.of(call, headers);
        }

        @Override
        public void onMessage(Q message) {
            if (request != null) {
                request = null;
                fail(Status.INTERNAL.withDescription("more than one request in a unary call"));
                return;
            }
            request = message;
        }

        @Override
        public void onHalfClose() {
            Q taken = request;
            request = null;
            if (call.isCancelled()) {
                return;
            }
            if (taken == null) {
                fail(Status.INTERNAL.withDescription("no request in a unary call"));
                return;
            }
            service.serve(taken, this);
        }

        @Override
        public void onCancel() {
            request = null;
        }

        @Override
        public boolean isLate() {
            return call.isCancelled() || deadline.isPast();
        }

        @Override
        public long deadlineNanos() {
            return deadline.deadlineNanos();
        }

        @Override
        public Shown shown() {
            return shown;
        }

        @Override
        public void send(A answer) {
            if (call.isCancelled()) {
                return;
            }
            call.sendHeaders(new Metadata());
            call.sendMessage(answer);
            call.close(Status.OK, new Metadata());
        }

        @Override
        public void fail(Status status) {
            if (!call.isCancelled()) {
                call.close(status, new Metadata());
            }
        }
    }
}
