package dev.postern.loadtest;

import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.egress.EgressConfig;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.KnownContents;
import dev.postern.sidecar.egress.KnownScans;
import dev.postern.sidecar.envoy.EnvoyConfig;
import dev.postern.sidecar.envoy.EnvoyDoors;
import dev.postern.sidecar.grpc.DecisionEndpoint;
import dev.postern.sidecar.grpc.Encoded;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.telemetry.EgressCounters;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A request's bytes to its answer's bytes, through door and pipeline without the transport. Run from the root of the
 * project. In this package because the questions are those of the load tests; JMH makes a subclass of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DoorBenchmark {

    private static final int MAX_MESSAGE = 1 << 20;

    @Param({"envoy", "envoy-rich", "decide"})
    private String question = "";

    private byte[] request = {};

    @SuppressWarnings("NullAway.Init") // made before the first call
    private ServerMethodDefinition<?, ?> method;

    @Setup
    public void open() throws IOException {
        Question asked = Questions.ALL.stream()
                .filter(each -> each.name().equals(question))
                .findFirst()
                .orElseThrow();
        request = asked.body().toByteArray();
        method = services().stream()
                .map(BindableService::bindService)
                .<ServerMethodDefinition<?, ?>>map(
                        service -> service.getMethod(asked.method().getFullMethodName()))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow();
        if (!asked.permitted().test(answer())) {
            throw new IllegalStateException("the bundle does not permit " + question);
        }
    }

    @Benchmark
    public byte[] answer() throws IOException {
        return answer(method);
    }

    private <Q, A> byte[] answer(ServerMethodDefinition<Q, A> called) throws IOException {
        MethodDescriptor<Q, A> descriptor = called.getMethodDescriptor();
        Answer<Q, A> call = new Answer<>(descriptor);
        ServerCall.Listener<Q> listener = called.getServerCallHandler().startCall(call, new Metadata());
        listener.onMessage(descriptor.parseRequest(Encoded.MARSHALLER.stream(request)));
        listener.onHalfClose();
        return call.bytes;
    }

    private static List<BindableService> services() throws IOException {
        String text = Files.readString(Path.of("loadtest", "bundle", "shop.ccl"));
        ActiveProgram active = new ActiveProgram();
        Compilation compilation = Program.compile(List.of(new SourceFile("shop.ccl", text)));
        active.set(((Compilation.Compiled) compilation).program());
        DecisionPipeline pipeline =
                new DecisionPipeline(active, new LimitCounters(1), new Lanes(0), DecisionObserver.NONE);
        return List.of(
                new DecisionEndpoint(
                        pipeline,
                        Identification.NONE,
                        InputLimits.DEFAULTS,
                        MAX_MESSAGE,
                        Runnable::run,
                        Clock.systemUTC(),
                        System::nanoTime),
                new EnvoyDoors(
                                pipeline,
                                Identification.NONE,
                                gate(pipeline, active),
                                active,
                                EnvoyConfig.DEFAULTS,
                                Clock.systemUTC(),
                                System::nanoTime)
                        .services(true, MAX_MESSAGE)
                        .get(0));
    }

    private static EgressGate gate(DecisionPipeline pipeline, ActiveProgram active) {
        return EgressGate.of(
                EgressConfig.DEFAULTS,
                pipeline,
                active,
                KnownContents.builtIn(),
                KnownScans.forgetful(InstantSource.system()),
                name -> CompletableFuture.completedFuture(List.of()),
                Runnable::run,
                new EgressCounters(),
                null,
                System::nanoTime);
    }

    /** Takes the answer where the transport would. */
    private static final class Answer<Q, A> extends ServerCall<Q, A> {

        private final MethodDescriptor<Q, A> method;
        private byte[] bytes = {};

        Answer(MethodDescriptor<Q, A> method) {
            this.method = method;
        }

        @Override
        public void sendMessage(A message) {
            try (InputStream stream = method.streamResponse(message)) {
                bytes = stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void request(int count) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return method;
        }
    }
}
