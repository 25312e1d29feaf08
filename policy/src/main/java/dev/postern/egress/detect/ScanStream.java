package dev.postern.egress.detect;

import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scans a content as it comes. What is settled can be passed on: no finding to come begins before it, and no finding told
 * already reaches beyond it. Only what a detector may still need is kept, so memory does not grow with the content. Not
 * thread-safe.
 */
public final class ScanStream {

    private static final int FIRST_CAPACITY = 4 << 10;

    private final Pass pass;
    private final Budget budget;
    private final List<Finding> findings = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_CAPACITY];
    /** The position in the content of {@code buffer[0]}. */
    private long base;

    private int length;
    private int settled;
    private int walked;
    private boolean ended;

    ScanStream(Detectors detectors, Budget budget) {
        this.pass = new Pass(detectors, budget);
        this.budget = budget;
    }

    /**
     * Takes the next part of the content.
     *
     * @return what was found in what became settled
     */
    public List<Finding> push(byte[] part, int from, int to) {
        if (ended) {
            throw new IllegalStateException("the content has ended");
        }
        if (budget.ended()) {
            return List.of();
        }
        if (base + length + (to - from) > budget.limits().bytes()) {
            budget.exceed(Incomplete.SIZE);
            return List.of();
        }
        append(part, from, to);
        // A small part is not worth another walk over much that is held back.
        return length - walked < (walked - settled) / 8 ? List.of() : walk(true);
    }

    public List<Finding> push(byte[] part) {
        return push(part, 0, part.length);
    }

    /** Ends the content; everything is settled then, unless the scan is incomplete. */
    public Scan end() {
        if (!ended && !budget.ended()) {
            walk(false);
        }
        ended = true;
        return new Scan(findings, budget.incomplete(), settledBytes());
    }

    /** How many bytes from the start of the content are settled. */
    public long settledBytes() {
        return base + settled;
    }

    /** Whether a limit was exceeded: nothing more is scanned or settled. */
    public boolean exceeded() {
        return budget.ended();
    }

    /** Why not everything was seen so far; empty when it was. */
    public Optional<Incomplete> incomplete() {
        return budget.incomplete();
    }

    /** How many bytes are kept room for. */
    public int capacity() {
        return buffer.length;
    }

    private List<Finding> walk(boolean open) {
        budget.resume();
        int at = pass.run(new Text(buffer, 0, length, open), settled);
        budget.pause();
        if (budget.ended()) {
            return List.of();
        }
        List<Finding> found = pass.found(settled, at).stream()
                .map(candidate -> candidate.at(base))
                .toList();
        walked = length;
        if (findings.size() + found.size() > budget.limits().findings()) {
            budget.exceed(Incomplete.FINDINGS);
            found = found.subList(0, budget.limits().findings() - findings.size());
            findings.addAll(found);
            return found;
        }
        findings.addAll(found);
        settled = at;
        forget();
        return found;
    }

    private void append(byte[] part, int from, int to) {
        int needed = length + (to - from);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
        }
        System.arraycopy(part, from, buffer, length, to - from);
        length = needed;
    }

    /** Drops what no matcher can look back at any more, when that is most of what is kept. */
    private void forget() {
        int drop = settled - Pass.LOOK_BEHIND;
        if (drop > buffer.length / 2) {
            System.arraycopy(buffer, drop, buffer, 0, length - drop);
            base += drop;
            length -= drop;
            settled -= drop;
            walked -= drop;
        }
    }
}
