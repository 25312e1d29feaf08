package dev.postern.sidecar.identity;

import dev.postern.capability.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are believed, and on what terms.
 *
 * @param issuers who may issue
 * @param terms on which a token counts
 * @param header that may bear a token, besides {@code authorization: Bearer}
 * @param proofHeader that bears a proof of possession
 * @param required whether a check without a token is denied
 * @param proofs how proofs are taken
 * @param work how tokens are verified
 * @param signing makes tokens here, {@code null} where none are made
 */
public record CapabilityConfig(
        List<Issuer> issuers,
        Terms terms,
        HeaderName header,
        HeaderName proofHeader,
        boolean required,
        Proofs proofs,
        Work work,
        @Nullable Signing signing) {

    public static final CapabilityConfig DEFAULTS = new CapabilityConfig(
            List.of(),
            new Terms(Set.of("postern"), Duration.ofSeconds(5), Duration.ofMinutes(60)),
            HeaderName.of("x-postern-token"),
            HeaderName.of("x-postern-proof"),
            false,
            Proofs.DEFAULTS,
            Work.DEFAULTS,
            null);

    public CapabilityConfig {
        issuers = List.copyOf(issuers);
    }

    /**
     * Someone who may issue tokens.
     *
     * @param name as tokens name them
     * @param keys public keys: 64 hexadecimal digits, or files of PEM or 32 raw bytes
     * @param tenants for which they may issue; empty for all
     */
    public record Issuer(String name, List<String> keys, Set<String> tenants) {
        public Issuer {
            keys = List.copyOf(keys);
            tenants = Set.copyOf(tenants);
        }
    }

    /**
     * How proofs of possession are taken.
     *
     * @param age by how much the time in a proof may differ from ours, in either direction
     * @param most that are remembered of each two ages, so that none is used twice; more are refused
     */
    public record Proofs(Duration age, int most) {
        public static final Proofs DEFAULTS = new Proofs(Duration.ofSeconds(30), 100_000);
    }

    /**
     * How tokens are verified.
     *
     * @param cacheBytes that verified tokens may take
     * @param threads that verify
     * @param queue tokens that may wait for them
     * @param waiting checks that may wait for a token
     * @param patience longest wait of a check
     */
    public record Work(long cacheBytes, int threads, int queue, int waiting, Duration patience) {
        public static final Work DEFAULTS = new Work(64L << 20, 2, 1_024, 10_000, Duration.ofSeconds(1));
    }

    /**
     * The key by which tokens are made here.
     *
     * @param issuer the name they bear
     * @param key its file
     * @param maxLife longest life of a token
     */
    public record Signing(String issuer, Path key, Duration maxLife) {}
}
