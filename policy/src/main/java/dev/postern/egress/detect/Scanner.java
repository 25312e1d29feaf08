package dev.postern.egress.detect;

import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Redaction;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Scans contents for secrets and personal data. Immutable and thread-safe. */
public final class Scanner {

    /** How often a text is redacted until nothing is found in it: what stands beside a token may look new. */
    private static final int REDACTIONS = 4;

    private final Detectors detectors;
    private final ScanLimits limits;
    private final LongSupplier nanoTime;

    /** A scanner; {@code nanoTime} is a clock like {@link System#nanoTime()}, against which time is limited. */
    public Scanner(Detectors detectors, ScanLimits limits, LongSupplier nanoTime) {
        this.detectors = detectors;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Scans a whole content. */
    public Scan scan(byte[] content) {
        Budget budget = new Budget(limits, nanoTime);
        int length = (int) Math.min(content.length, limits.bytes());
        if (length < content.length) {
            budget.exceed(Incomplete.SIZE);
            return new Scan(List.of(), budget.incomplete(), 0);
        }
        budget.resume();
        Pass pass = new Pass(detectors, budget);
        pass.run(new Text(content, 0, length, false), 0);
        List<Finding> findings =
                pass.found(0, length).stream().map(found -> found.at(0)).toList();
        if (findings.size() > limits.findings()) {
            budget.exceed(Incomplete.FINDINGS);
            findings = findings.subList(0, limits.findings());
        }
        return new Scan(findings, budget.incomplete(), length);
    }

    /** Scans a content that comes in parts. */
    public ScanStream stream() {
        return new ScanStream(detectors, new Budget(limits, nanoTime));
    }

    /**
     * The content without what was found in it, such that a scan of the answer finds nothing; empty if a scan was not
     * complete or the answer would not come clean.
     */
    public Optional<byte[]> redact(byte[] content, Scan scan) {
        byte[] text = content;
        Scan last = scan;
        for (int i = 0; i < REDACTIONS && last.complete() && !last.findings().isEmpty(); i++) {
            text = Redaction.redact(text, last.findings());
            last = scan(text);
        }
        return last.clean() ? Optional.of(text) : Optional.empty();
    }
}
