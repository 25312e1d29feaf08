package dev.postern.sidecar;

import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.identity.CallerIdentification.Surroundings;
import dev.postern.sidecar.identity.Callers;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.identity.IdentificationChain;
import dev.postern.sidecar.identity.IdentityConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The part of the object graph that finds out who asks. Thread-safe. */
final class IdentityWiring implements AutoCloseable {

    /** Nothing waits on these threads: all that read keys at once, verifiers and whoever follows the keys, share them. */
    static final int FETCHING_THREADS = 2;

    private static final int FETCHING_QUEUE = 1 << 10;

    private final ThreadPoolExecutor verifiers;
    private final ThreadPoolExecutor fetching;
    private final ScheduledExecutorService looking;
    private final Callers callers;
    private final Future<?> following;

    private IdentityWiring(IdentityConfig config, ActiveProgram active, EventLoops loops, Faults faults) {
        this.verifiers = Threads.bounded(config.work().threads(), config.work().queue(), "postern-jwt");
        this.fetching = Threads.bounded(FETCHING_THREADS, FETCHING_QUEUE, "postern-jwks");
        this.looking = Executors.newSingleThreadScheduledExecutor(Threads.daemon("postern-keys"));
        HttpClient client = HttpClient.newBuilder()
                .executor(fetching)
                .connectTimeout(config.jwt().keys().timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.callers = Callers.of(
                config,
                client,
                verifiers,
                new Surroundings(active, loops::own, config.work().patience().toNanos(), System::nanoTime, faults));
        long every = config.jwt().keys().refresh().toMillis();
        this.following = looking.scheduleWithFixedDelay(callers::lookAtKeys, every, every, TimeUnit.MILLISECONDS);
    }

    /** Begins to follow the keys of issuers, and has looked at them once. */
    static IdentityWiring open(IdentityConfig config, ActiveProgram active, EventLoops loops, Faults faults)
            throws IOException {
        IdentityWiring wiring;
        try {
            wiring = new IdentityWiring(config, active, loops, faults);
        } catch (IllegalArgumentException unsafe) {
            throw new IOException(unsafe.getMessage(), unsafe);
        }
        wiring.callers.lookAtKeys();
        return wiring;
    }

    /** Names those who ask on a listener, after {@code tokens} had its say. */
    Identification on(ListenerConfig listener, Identification tokens) {
        return new IdentificationChain(tokens, callers.on(listener.trustsAsserted()));
    }

    /** Names those for whom a proxy asks; whether its word counts is for its door to know. */
    Identification ofProxies(Identification tokens) {
        return new IdentificationChain(tokens, callers.on(false));
    }

    Callers callers() {
        return callers;
    }

    @Override
    public void close() {
        following.cancel(false);
        looking.shutdownNow();
        verifiers.shutdownNow();
        fetching.shutdownNow();
    }
}
