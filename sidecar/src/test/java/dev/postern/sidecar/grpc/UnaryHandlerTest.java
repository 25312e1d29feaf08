package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnaryHandlerTest {

    private static final byte[] REQUEST = {1};

    private final FakeCall call = new FakeCall();
    private final List<Boolean> served = new ArrayList<>();
    private final UnaryHandler<byte[], byte[]> echo = new UnaryHandler<>((request, reply) -> {
        served.add(reply.isLate());
        reply.send(request);
    });

    @Test
    void answersOnceAndEndsWell() {
        ServerCall.Listener<byte[]> listener = echo.startCall(call, new Metadata());
        listener.onMessage(REQUEST);
        assertThat(served).isEmpty();
        listener.onHalfClose();
        assertThat(served).containsExactly(false);
        assertThat(call.said).containsExactly("request 2", "headers", "message", "close OK");
    }

    @Test
    void aCancelledCallDoesNoWork() {
        ServerCall.Listener<byte[]> listener = echo.startCall(call, new Metadata());
        listener.onMessage(REQUEST);
        call.cancelled = true;
        listener.onCancel();
        listener.onHalfClose();
        assertThat(served).isEmpty();
        assertThat(call.said).containsExactly("request 2");
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsIsNotAnswered() {
        List<UnaryHandler.Reply<byte[]>> waiting = new ArrayList<>();
        UnaryHandler<byte[], byte[]> slow = new UnaryHandler<>((request, reply) -> waiting.add(reply));
        ServerCall.Listener<byte[]> listener = slow.startCall(call, new Metadata());
        listener.onMessage(REQUEST);
        listener.onHalfClose();
        call.cancelled = true;
        assertThat(waiting.get(0).isLate()).isTrue();
        waiting.get(0).send(REQUEST);
        waiting.get(0).fail(Status.INTERNAL);
        assertThat(call.said).containsExactly("request 2");
    }

    @Test
    void aCallWhoseDeadlineHasPassedIsLate() throws Exception {
        ScheduledExecutorService never = Executors.newSingleThreadScheduledExecutor();
        try {
            Context.CancellableContext expired = Context.current().withDeadlineAfter(-1, TimeUnit.NANOSECONDS, never);
            ServerCall.Listener<byte[]> listener = expired.call(() -> echo.startCall(call, new Metadata()));
            listener.onMessage(REQUEST);
            listener.onHalfClose();
            assertThat(served).containsExactly(true);
        } finally {
            never.shutdownNow();
        }
    }

    @Test
    void streamsOfNoneOrManyRequestsAreErrors() {
        echo.startCall(call, new Metadata()).onHalfClose();
        FakeCall second = new FakeCall();
        ServerCall.Listener<byte[]> listener = echo.startCall(second, new Metadata());
        listener.onMessage(REQUEST);
        listener.onMessage(REQUEST);
        assertThat(served).isEmpty();
        assertThat(call.said).containsExactly("request 2", "close INTERNAL");
        assertThat(second.said).containsExactly("request 2", "close INTERNAL");
    }

    private static final class FakeCall extends ServerCall<byte[], byte[]> {
        private final List<String> said = new ArrayList<>();
        private boolean cancelled;

        @Override
        public void request(int count) {
            said.add("request " + count);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            said.add("headers");
        }

        @Override
        public void sendMessage(byte[] message) {
            said.add("message");
        }

        @Override
        public void close(Status status, Metadata trailers) {
            said.add("close " + status.getCode());
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.EMPTY;
        }

        @Override
        public MethodDescriptor<byte[], byte[]> getMethodDescriptor() {
            return Calls.raw("Decide");
        }
    }
}
