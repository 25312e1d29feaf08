package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.crypto.ContentDigest;
import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Inspection;
import dev.postern.egress.Scan;
import dev.postern.egress.Verdict;
import dev.postern.sidecar.telemetry.EgressCounters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer about one content.
 *
 * @param answers one for each destination; at least one
 * @param findings in the content
 * @param incomplete why not all was seen
 * @param redacted what may leave where the verdict is to redact; {@code null} else, and in streams
 * @param digest of the content, {@code null} where none was read
 * @param bytes of the content that were read
 */
public record EgressOutcome(
        List<EgressAnswer> answers,
        List<Finding> findings,
        Optional<Incomplete> incomplete,
        @Nullable ByteString redacted,
        @Nullable ContentDigest digest,
        long bytes) {

    public EgressOutcome {
        answers = List.copyOf(answers);
        findings = List.copyOf(findings);
    }

    /** The outcome of a content that was not looked at. */
    static EgressOutcome of(EgressAnswer answer) {
        return new EgressOutcome(List.of(answer), List.of(), Optional.empty(), null, null, 0);
    }

    /** The outcome of a content that was. */
    static EgressOutcome of(List<EgressAnswer> answers, Inspection inspection, @Nullable ByteString redacted) {
        Scan scan = inspection.content();
        return new EgressOutcome(
                answers, scan.findings(), scan.incomplete(), redacted, inspection.digest(), inspection.bytes());
    }

    /** Counts it; returns it. */
    EgressOutcome counted(EgressCounters counters) {
        counters.count(verdict(), findings, incomplete, bytes);
        return this;
    }

    /** The strictest verdict. */
    public Verdict verdict() {
        return strictest().verdict();
    }

    /** The answer with the strictest verdict, the first of them. */
    public EgressAnswer strictest() {
        EgressAnswer strictest = answers.get(0);
        for (EgressAnswer answer : answers) {
            if (answer.verdict().compareTo(strictest.verdict()) > 0) {
                strictest = answer;
            }
        }
        return strictest;
    }
}
