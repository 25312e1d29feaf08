package dev.postern.egress;

import java.util.List;
import java.util.Optional;

/**
 * What a scan of one content found.
 *
 * @param findings in text order; two overlap only where one of them lies in what was decoded
 * @param incomplete why the scan did not see everything; empty when it did
 * @param bytes how much of the content was scanned
 */
public record Scan(List<Finding> findings, Optional<Incomplete> incomplete, long bytes) {

    public Scan {
        findings = List.copyOf(findings);
    }

    /** Whether everything was seen. */
    public boolean complete() {
        return incomplete.isEmpty();
    }

    /** Whether everything was seen and nothing was found. */
    public boolean clean() {
        return complete() && findings.isEmpty();
    }
}
