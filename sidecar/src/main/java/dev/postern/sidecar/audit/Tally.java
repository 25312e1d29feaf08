package dev.postern.sidecar.audit;

import dev.postern.evidence.Leaf;

/** Counts what an audit reads. */
final class Tally {

    long segments;
    long bytes;
    long checkpoints;
    private long receipts;
    private long gaps;
    private long missing;
    private long runs;
    private long unclean;
    private long clockSteps;

    void leaf(Leaf leaf) {
        if (leaf instanceof Leaf.Receipt) {
            receipts++;
        } else if (leaf instanceof Leaf.Gap gap) {
            gaps++;
            missing += gap.count();
        } else if (leaf instanceof Leaf.Boot boot) {
            runs++;
            unclean += boot.clean() ? 0 : 1;
        } else {
            clockSteps++;
        }
    }

    AuditCounts counts() {
        return new AuditCounts(segments, bytes, receipts, gaps, missing, runs, unclean, clockSteps, checkpoints);
    }
}
