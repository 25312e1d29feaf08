package dev.postern.sidecar;

import dev.postern.capability.RevocationTable;
import dev.postern.capability.TrustSet;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.identity.CapabilityConfig;
import dev.postern.sidecar.identity.IssuerKeys;
import dev.postern.sidecar.identity.TokenIdentification;
import dev.postern.sidecar.identity.TrustedIssuers;
import dev.postern.sidecar.revocation.FileRevocations;
import dev.postern.sidecar.revocation.RevocationFeed;
import dev.postern.sidecar.revocation.RevocationReader;
import dev.postern.sidecar.revocation.RevocationView;
import dev.postern.sidecar.revocation.Revoking;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the object graph that deals with tokens. Thread-safe. */
final class CapabilityWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CapabilityWiring.class);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int READS_PER_STALENESS = 4;

    private final CapabilityConfig config;
    private final TrustedIssuers issuers;
    private final ThreadPoolExecutor verifiers;
    private final RevocationReader reader;
    private final Revoking revoking;
    private final TokenIdentification identification;
    private final Future<?> refreshing;
    private volatile List<TrustSet.Issuer> keys;

    private CapabilityWiring(
            SidecarConfig sidecar, EventLoops loops, ScheduledExecutorService housekeeping, Faults faults)
            throws IOException {
        this.config = sidecar.capability();
        this.keys = IssuerKeys.read(config.issuers());
        this.issuers = new TrustedIssuers(new TrustSet(keys));
        this.verifiers =
                EgressWiring.bounded(config.work().threads(), config.work().queue(), "postern-verify");
        Duration staleness = sidecar.revocation().staleness();
        RevocationView view =
                new RevocationView(new RevocationTable(sidecar.revocation().capacity()), staleness, System::nanoTime);
        RevocationFeed file = new FileRevocations(sidecar.revocation().file());
        this.reader = RevocationReader.start(file, view, staleness.dividedBy(READS_PER_STALENESS), System::nanoTime);
        this.revoking = new Revoking(view, List.of(file));
        this.identification = new TokenIdentification(
                config,
                issuers,
                view,
                new TokenIdentification.Surroundings(loops::own, verifiers, housekeeping, System::nanoTime, faults));
        long every = KEYS_EVERY.toMillis();
        this.refreshing = housekeeping.scheduleWithFixedDelay(this::refreshKeys, every, every, TimeUnit.MILLISECONDS);
    }

    /** Begins to follow what is revoked, and waits for what is known of it, but not for ever. */
    static CapabilityWiring open(
            SidecarConfig config, EventLoops loops, ScheduledExecutorService housekeeping, Faults faults)
            throws IOException {
        CapabilityWiring wiring = new CapabilityWiring(config, loops, housekeeping, faults);
        try {
            if (!wiring.reader.awaitCaughtUp(PATIENCE)) {
                LOG.warn("revocations are not known yet: checks with a token are denied until they are");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return wiring;
    }

    TokenIdentification identification() {
        return identification;
    }

    Revoking revoking() {
        return revoking;
    }

    @Override
    public void close() {
        refreshing.cancel(false);
        reader.close();
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
