package dev.postern.sidecar.cli.egress;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingKind;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a scan of one file came to.
 *
 * @param bytes how much was scanned
 */
record ScannedContent(String name, long bytes, List<Places.Place> places, Optional<Incomplete> incomplete) {

    /** Secrets less sure than this are redacted, not blocked. */
    private static final int BLOCKS_FROM = 60;

    /** What would be done with it, by default: secrets and what was not seen whole are blocked. */
    Verdict verdict() {
        if (incomplete.isPresent() || places.stream().anyMatch(place -> blocks(place.finding()))) {
            return Verdict.BLOCK;
        }
        return places.isEmpty() ? Verdict.ALLOW : Verdict.REDACT;
    }

    private static boolean blocks(Finding finding) {
        return finding.type().kind() == FindingKind.SECRET && finding.confidence() >= BLOCKS_FROM;
    }
}
