package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.crypto.ContentDigest;
import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
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
 */
public record EgressOutcome(
        List<EgressAnswer> answers,
        List<Finding> findings,
        Optional<Incomplete> incomplete,
        @Nullable ByteString redacted,
        @Nullable ContentDigest digest) {

    public EgressOutcome {
        answers = List.copyOf(answers);
        findings = List.copyOf(findings);
    }

    /** Counts it, as the outcome of a content of so many bytes; returns it. */
    EgressOutcome counted(EgressCounters counters, long size) {
        counters.count(verdict(), findings, incomplete, size);
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
