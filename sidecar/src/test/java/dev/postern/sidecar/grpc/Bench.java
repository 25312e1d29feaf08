package dev.postern.sidecar.grpc;

import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.identity.Identification;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A listener on a real socket that serves a small bundle, and channels to it; all taken down together. */
final class Bench implements AutoCloseable {

    static final String BUNDLE = "permit file.read on /docs/**\n";

    final Readiness readiness = new Readiness();
    final Health health = new Health(readiness, List.of("postern.v1.DecisionService"));
    final GrpcListener listener;
    private final EventLoops loops;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor();
    private final List<ManagedChannel> channels = new ArrayList<>();

    private Bench(ListenerConfig config, EventLoops loops) throws IOException, GeneralSecurityException {
        this.loops = loops;
        DecisionEndpoint decisions = new DecisionEndpoint(
                pipeline(BUNDLE, DecisionObserver.NONE),
                Identification.NONE,
                InputLimits.DEFAULTS,
                config.maxMessage(),
                Runnable::run,
                InstantSource.system(),
                System::nanoTime);
        this.listener = GrpcListener.open(config, List.of(decisions, health.service()), loops, housekeeping);
    }

    static Bench open(ListenerConfig config) throws IOException, GeneralSecurityException {
        return new Bench(config, EventLoops.open(2));
    }

    static Bench openPortable(ListenerConfig config) throws IOException, GeneralSecurityException {
        return new Bench(config, EventLoops.openPortable(2));
    }

    /** Any free port of the loopback address. */
    static ListenerConfig anyPort() {
        return ListenerConfig.DEFAULTS.at(ListenAddress.parse("127.0.0.1:0"));
    }

    static DecisionPipeline pipeline(String bundle, DecisionObserver observer) {
        ActiveProgram active = new ActiveProgram();
        active.set(program(bundle));
        return new DecisionPipeline(active, new LimitCounters(1_000), new Lanes(0), observer);
    }

    static Program program(String bundle) {
        Compilation compilation = Program.compile(List.of(new SourceFile("a.ccl", bundle)));
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled.program();
        }
        throw new AssertionError(compilation);
    }

    void ready() {
        for (Condition condition : Condition.values()) {
            readiness.met(condition);
        }
    }

    InetSocketAddress address() {
        return ((ListenAddress.Tcp) listener.address()).address();
    }

    /** A channel in plain text. */
    ManagedChannel channel() {
        return keep(NettyChannelBuilder.forAddress(address()).usePlaintext().build());
    }

    ManagedChannel keep(ManagedChannel channel) {
        channels.add(channel);
        return channel;
    }

    boolean stop(Duration drain) throws InterruptedException {
        return new GracefulStop(readiness, health, List.of(listener), drain, System::nanoTime).run();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        listener.shutdown();
        listener.force();
        loops.close();
        housekeeping.shutdownNow();
    }
}
