package dev.postern.sidecar;

import dev.postern.capability.TrustSet;
import dev.postern.sidecar.capability.CapabilityChecks;
import dev.postern.sidecar.capability.CapabilityEndpoint;
import dev.postern.sidecar.capability.ReservedAction;
import dev.postern.sidecar.capability.TokenIssuing;
import dev.postern.sidecar.capability.TokenRevoking;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.identity.CapabilityConfig;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.identity.IssuerKeys;
import dev.postern.sidecar.identity.TokenIdentification;
import dev.postern.sidecar.identity.TrustedIssuers;
import dev.postern.sidecar.keys.KeyFile;
import dev.postern.sidecar.revocation.RevocationFeed;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the object graph that deals with tokens. Thread-safe. */
final class CapabilityWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CapabilityWiring.class);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(5);

    private final SidecarConfig sidecar;
    private final CapabilityConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final TokenIssuing.@Nullable Issuer issuer;
    private final TrustedIssuers issuers;
    private final ThreadPoolExecutor verifiers;
    private final RevocationWiring revocations;
    private final TokenIdentification identification;
    private final Future<?> refreshing;
    private volatile List<TrustSet.Issuer> keys;

    private CapabilityWiring(
            SidecarConfig sidecar,
            Optional<RevocationFeed> shared,
            EventLoops loops,
            Threads threads,
            Faults faults,
            InstantSource clock)
            throws IOException {
        this.sidecar = sidecar;
        this.clock = clock;
        this.config = sidecar.capability();
        this.issuer = issuer(config);
        this.keys = IssuerKeys.read(config.issuers());
        this.issuers = new TrustedIssuers(new TrustSet(keys));
        this.verifiers = Threads.bounded(config.work().threads(), config.work().queue(), "postern-verify");
        this.revocations = new RevocationWiring(sidecar.revocation(), shared, threads, clock);
        this.identification = new TokenIdentification(
                config,
                issuers,
                revocations.view(),
                new TokenIdentification.Surroundings(
                        loops::own, verifiers, threads.housekeeping(), System::nanoTime, faults));
        long every = KEYS_EVERY.toMillis();
        this.refreshing =
                threads.housekeeping().scheduleWithFixedDelay(this::refreshKeys, every, every, TimeUnit.MILLISECONDS);
    }

    /** Begins to follow what is revoked, and waits for what is known of it, but not for ever. */
    static CapabilityWiring open(
            SidecarConfig config,
            Optional<RevocationFeed> shared,
            EventLoops loops,
            Threads threads,
            Faults faults,
            InstantSource clock)
            throws IOException {
        CapabilityWiring wiring = new CapabilityWiring(config, shared, loops, threads, faults, clock);
        wiring.revocations.await();
        return wiring;
    }

    TokenIdentification identification() {
        return identification;
    }

    /** The service of a listener where nothing but checks is answered. */
    CapabilityEndpoint checks(DecisionPipeline pipeline, Identification who, ListenerConfig listener) {
        return new CapabilityEndpoint(answering(pipeline, who), null, null, listener.maxMessage());
    }

    /** The whole service, for operators. */
    CapabilityEndpoint operators(
            DecisionPipeline pipeline, Identification who, ListenerConfig listener, Executor background) {
        ReservedAction action = new ReservedAction(pipeline, who, reader(), System::nanoTime);
        TokenIssuing issuing = issuer == null ? null : new TokenIssuing(action, issuer, clock, random);
        return new CapabilityEndpoint(
                answering(pipeline, who),
                issuing,
                new TokenRevoking(action, revocations.revoking(), clock, background),
                listener.maxMessage());
    }

    private CapabilityChecks answering(DecisionPipeline pipeline, Identification who) {
        return new CapabilityChecks(pipeline, who, reader(), System::nanoTime);
    }

    private CheckReader reader() {
        return new CheckReader(sidecar.inputs(), clock);
    }

    private static TokenIssuing.@Nullable Issuer issuer(CapabilityConfig config) throws IOException {
        CapabilityConfig.Signing signing = config.signing();
        if (signing == null) {
            return null;
        }
        return new TokenIssuing.Issuer(
                signing.issuer(), KeyFile.read(signing.key()), config.terms().audience(), signing.maxLife());
    }

    @Override
    public void close() {
        refreshing.cancel(false);
        revocations.close();
        verifiers.shutdownNow();
    }

    /** Keys may be changed while the sidecar runs; what cannot be read changes nothing. */
    private void refreshKeys() {
        try {
            List<TrustSet.Issuer> read = IssuerKeys.read(config.issuers());
            if (!read.equals(keys)) {
                issuers.set(new TrustSet(read));
                keys = read;
                LOG.info("keys of token issuers changed");
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("keys of token issuers could not be read, those read before stay in force", e);
        }
    }
}
