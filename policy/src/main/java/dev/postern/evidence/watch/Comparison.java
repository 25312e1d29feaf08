package dev.postern.evidence.watch;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.PublicKey;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the attestations of several watchers show together. Linear in their number.
 *
 * @param findings none when all is well
 * @param fresh attestations that were compared: those of the corridor that are young enough, by watchers that count
 * @param skipped attestations left out, and why
 * @param agreeing most watchers that saw the same
 * @param required watchers that must
 * @param quorum whether enough agree, and nobody saw a fork
 */
public record Comparison(
        Set<WatchFinding> findings,
        List<Attestation> fresh,
        List<String> skipped,
        int agreeing,
        int required,
        boolean quorum) {

    /**
     * Compares {@code attestations} as of {@code nowMillis} since the epoch.
     *
     * @param allowed watchers whose word counts, or null for all
     * @param maxStalenessMillis how old what a watcher saw may be
     */
    public static Comparison of(
            List<Attestation> attestations,
            String corridorId,
            @Nullable Set<PublicKey> allowed,
            QuorumRule rule,
            long nowMillis,
            long maxStalenessMillis) {
        List<Attestation> fresh = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Attestation attestation : attestations) {
            String reason = reason(attestation, corridorId, allowed, nowMillis, maxStalenessMillis);
            if (reason == null) {
                fresh.add(attestation);
            } else {
                skipped.add("watcher " + attestation.watcher().keyId() + ": " + reason);
            }
        }
        Set<WatchFinding> findings = findings(fresh);
        int required = rule.required(allowed == null ? watchers(fresh) : allowed.size());
        int agreeing = agreeing(fresh);
        boolean quorum = agreeing >= required && !findings.contains(WatchFinding.FORK_LIKE_DIVERGENCE);
        return new Comparison(findings, fresh, skipped, agreeing, required, quorum);
    }

    private static @Nullable String reason(
            Attestation attestation,
            String corridorId,
            @Nullable Set<PublicKey> allowed,
            long nowMillis,
            long maxStalenessMillis) {
        if (!attestation.corridorId().equals(corridorId)) {
            return "of corridor '" + attestation.corridorId() + "', expected '" + corridorId + "'";
        }
        if (allowed != null && !allowed.contains(attestation.watcher())) {
            return "not among the watchers that count";
        }
        Long observed = millis(attestation.observedAt());
        if (observed == null) {
            return "observed_at '" + attestation.observedAt() + "' is no RFC 3339 time";
        }
        return nowMillis - observed > maxStalenessMillis ? "stale: observed at " + attestation.observedAt() : null;
    }

    private static @Nullable Long millis(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException notATime) {
            return null;
        }
    }

    private static Set<WatchFinding> findings(List<Attestation> fresh) {
        Set<WatchFinding> findings = EnumSet.noneOf(WatchFinding.class);
        if (fresh.isEmpty()) {
            findings.add(WatchFinding.NO_FRESH_ATTESTATIONS);
            return findings;
        }
        Map<Long, ContentDigest> stateAt = new HashMap<>();
        Map<ContentDigest, ContentDigest> checkpointOf = new HashMap<>();
        for (Attestation attestation : fresh) {
            ContentDigest state = stateAt.putIfAbsent(attestation.receiptCount(), attestation.finalStateRoot());
            if (attestation.seesFork() || differs(state, attestation.finalStateRoot())) {
                findings.add(WatchFinding.FORK_LIKE_DIVERGENCE);
            }
            if (differs(
                    checkpointOf.putIfAbsent(attestation.head(), attestation.checkpoint()), attestation.checkpoint())) {
                findings.add(WatchFinding.CHECKPOINT_DIGEST_DIVERGENCE);
            }
        }
        if (stateAt.size() > 1) {
            findings.add(WatchFinding.LAG_DIVERGENCE);
        }
        return findings;
    }

    private static boolean differs(@Nullable ContentDigest before, ContentDigest now) {
        return before != null && !before.equals(now);
    }

    /** The most distinct watchers that saw one head. */
    private static int agreeing(List<Attestation> fresh) {
        Map<ContentDigest, Set<PublicKey>> byHead = new HashMap<>();
        for (Attestation attestation : fresh) {
            byHead.computeIfAbsent(attestation.head(), absent -> new HashSet<>())
                    .add(attestation.watcher());
        }
        Collection<Set<PublicKey>> groups = byHead.values();
        return groups.stream().mapToInt(Set::size).max().orElse(0);
    }

    private static int watchers(List<Attestation> fresh) {
        return (int) fresh.stream().map(Attestation::watcher).distinct().count();
    }
}
