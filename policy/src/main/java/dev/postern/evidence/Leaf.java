package dev.postern.evidence;

import dev.postern.crypto.ContentDigest;
import java.util.List;
import java.util.SortedMap;

/** One entry of an evidence log. Its bytes in the tree are canonical JSON; see {@link LeafText}. */
public sealed interface Leaf {

    /** Where and when it was written: what all kinds of leaves say. */
    Stamp stamp();

    /**
     * Origin, instance and run of the sidecar, the time, and what the log had released before.
     *
     * @param boot names the run of the sidecar
     * @param wallMillis since the epoch
     * @param prev root of the last released checkpoint, zeros before the first
     */
    record Stamp(String origin, String instance, long boot, long wallMillis, TreeHash prev) {}

    /**
     * The record of one decision.
     *
     * @param lane the ordered stream it belongs to
     * @param number gapless in its lane and run
     * @param monoNanos monotonic time since the run began
     * @param question salted commitment to the exact question; zeros when the request never became one
     * @param tokens digests of the links of the token it rests on, the issuer's first
     * @param egress digests of the egress certificates that tell of it
     */
    record Receipt(
            Stamp stamp,
            int lane,
            long number,
            long monoNanos,
            Form form,
            TreeHash question,
            List<ContentDigest> tokens,
            List<ContentDigest> egress)
            implements Leaf {
        public Receipt {
            tokens = List.copyOf(tokens);
            egress = List.copyOf(egress);
        }
    }

    /** Receipts of a lane that were shed: numbers {@code from} to {@code from + count - 1}. */
    record Gap(Stamp stamp, int lane, long from, long count, String reason) implements Leaf {}

    /**
     * A run of the sidecar begins.
     *
     * @param previous the run before, 0 for none
     * @param clean whether that run ended its log in order
     * @param next for each lane of that run the number that would have come next; what lies beyond was lost with it
     * @param version of the sidecar
     */
    record Boot(Stamp stamp, long previous, boolean clean, SortedMap<Integer, Long> next, String version)
            implements Leaf {}

    /** The wall clock was set: it moved {@code stepNanos} more than the monotonic clock did. */
    record ClockStep(Stamp stamp, long monoNanos, long stepNanos) implements Leaf {}
}
