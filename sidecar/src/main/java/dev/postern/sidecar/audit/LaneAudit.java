package dev.postern.sidecar.audit;

import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.SegmentHeader;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Follows the numbers of every lane: each is there or declared missing, once and in order. Lanes of a run begin at 0; a
 * run that begins says how far the one before came.
 */
final class LaneAudit {

    private final Consumer<Loss> losses;
    private final SortedMap<Integer, Long> next = new TreeMap<>();
    private long boot;
    private boolean known;
    /** Whether the last segment read says that the run ended its log in it. */
    private boolean ended;

    LaneAudit(Consumer<Loss> losses) {
        this.losses = losses;
    }

    /** A segment begins; one that goes on with a run must go on with its numbers. */
    void segment(SegmentHeader header) {
        if (header.next().isEmpty()) {
            return;
        }
        if (!known) { // the log was trimmed before this segment
            next.putAll(header.next());
            boot = header.boot();
            known = true;
        } else if (boot != header.boot() || !withoutZeros(next).equals(withoutZeros(header.next()))) {
            throw new FaultyLogException(
                    EvidenceFault.GAP,
                    "the segment from leaf " + header.firstLeaf() + " goes on with " + header.next() + ", expected "
                            + next);
        }
    }

    /** A segment ends, and with the {@code last} one the log of the run. */
    void ended(boolean last) {
        ended = last;
    }

    void leaf(long index, Leaf leaf) {
        if (leaf instanceof Leaf.Receipt receipt) {
            expect(index, receipt.stamp().boot(), receipt.lane(), receipt.number());
            next.put(receipt.lane(), receipt.number() + 1);
        } else if (leaf instanceof Leaf.Gap gap) {
            expect(index, gap.stamp().boot(), gap.lane(), gap.from());
            next.put(gap.lane(), gap.from() + gap.count());
            losses.accept(new Loss.Shed(index, gap.stamp().boot(), gap.lane(), gap.from(), gap.count(), gap.reason()));
        } else if (leaf instanceof Leaf.Boot begun) {
            begin(index, begun);
        }
    }

    private void begin(long index, Leaf.Boot begun) {
        if (known && (begun.previous() != boot || !withoutZeros(begun.next()).equals(withoutZeros(next)))) {
            throw new FaultyLogException(
                    EvidenceFault.GAP,
                    "the run that begins at leaf " + index + " goes on after " + hex(begun.previous()) + " "
                            + begun.next() + ", expected " + hex(boot) + " " + next);
        }
        if (known && begun.clean() && !ended && boot != 0) {
            throw new FaultyLogException(
                    EvidenceFault.GAP,
                    "the run that begins at leaf " + index + " says that run " + hex(boot)
                            + " ended its log, but no segment does");
        }
        if (!begun.clean()) {
            begun.next().forEach((lane, from) -> losses.accept(new Loss.Crashed(index, begun.previous(), lane, from)));
        }
        boot = begun.stamp().boot();
        next.clear();
        known = true;
    }

    private void expect(long index, long ofBoot, int lane, long number) {
        long expected = next.getOrDefault(lane, 0L);
        if (ofBoot != boot || number != expected) {
            throw new FaultyLogException(
                    EvidenceFault.GAP,
                    "leaf " + index + " is number " + number + " of lane " + lane + " of run " + hex(ofBoot)
                            + ", expected " + expected + " of run " + hex(boot));
        }
    }

    private static Map<Integer, Long> withoutZeros(SortedMap<Integer, Long> numbers) {
        SortedMap<Integer, Long> used = new TreeMap<>(numbers);
        used.values().removeIf(number -> number == 0);
        return used;
    }

    private static String hex(long boot) {
        return HexFormat.of().toHexDigits(boot);
    }
}
