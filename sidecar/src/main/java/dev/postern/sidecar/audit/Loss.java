package dev.postern.sidecar.audit;

/** Receipts that a log itself says it does not have. */
public sealed interface Loss {

    /** Shed: {@code count} numbers of a lane from {@code from}, as a gap record at {@code index} says. */
    record Shed(long index, long boot, int lane, long from, long count, String reason) implements Loss {}

    /**
     * A run that ended without ending its log: what it decided after {@code from} on that lane, if anything, was lost with
     * it, as the record at {@code index} says.
     */
    record Crashed(long index, long boot, int lane, long from) implements Loss {}
}
