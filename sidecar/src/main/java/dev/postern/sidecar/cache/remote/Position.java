package dev.postern.sidecar.cache.remote;

import org.jspecify.annotations.Nullable;

/**
 * A place in a stream: the identifier of a record, or of none at the beginning.
 *
 * @param millis when the record was added, by Redis's clock; never less than of the one before it
 * @param sequence among those of one millisecond
 */
record Position(long millis, long sequence) implements Comparable<Position> {

    static final Position START = new Position(0, 0);

    /** Low bits of an epoch that are left to a sidecar that cannot reach Redis. */
    private static final int OWN_BITS = 12;

    private static final int SEQUENCE_BITS = 10;

    /** The place that Redis calls {@code text}, or {@code null} when it is none. */
    static @Nullable Position parse(String text) {
        int dash = text.indexOf('-');
        try {
            return dash < 0
                    ? null
                    : new Position(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** The place after this one. */
    Position next() {
        return new Position(millis, sequence + 1);
    }

    /**
     * The epoch that begins with this record: greater than those of earlier records, with room above it for 4,095 steps
     * that a sidecar takes by itself.
     */
    long epoch() {
        long inMilli = Math.min(sequence, (1 << SEQUENCE_BITS) - 1);
        return millis << (SEQUENCE_BITS + OWN_BITS) | inMilli << OWN_BITS;
    }

    /** The last place whose epoch is not greater than {@code epoch}. */
    static Position before(long epoch) {
        return new Position(epoch >>> (SEQUENCE_BITS + OWN_BITS), epoch >>> OWN_BITS & ((1 << SEQUENCE_BITS) - 1));
    }

    @Override
    public int compareTo(Position other) {
        int order = Long.compareUnsigned(millis, other.millis);
        return order != 0 ? order : Long.compareUnsigned(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + '-' + Long.toUnsignedString(sequence);
    }
}
