package dev.postern.capability;

/** One act of revoking. */
public sealed interface Revocation {

    /** No time at all: when an act without an end is settled. */
    long NEVER = Long.MAX_VALUE;

    /** The last time that an act may name, in seconds since the epoch. */
    long LAST = 999_999_999_999L;

    /** How long, in seconds, acts are kept after they are settled: an hour. */
    long LEEWAY = 3_600;

    /**
     * From when on, in seconds since the epoch, the act denies nothing that is not denied for its age anyway. Nowhere is a
     * link accepted that was issued longer ago than {@link Terms#GREATEST_AGE}.
     */
    long settledAt();

    /**
     * Whether the act may be forgotten: it has been settled for longer than {@link Terms#GREATEST_SKEW} and clocks that
     * differ could matter.
     *
     * @param now seconds since the epoch
     */
    default boolean isSettled(long now) {
        return settledAt() < now - LEEWAY;
    }

    /**
     * A token, with everything narrowed from it.
     *
     * @param expiresAt of the link of that id, in seconds since the epoch, or later; at most {@link #LAST}, or
     *     {@link #NEVER} for good
     */
    record OfToken(RevocationName name, long expiresAt) implements Revocation {
        public OfToken {
            if (expiresAt != NEVER) {
                checkTime(expiresAt);
            }
        }

        /** For good. */
        public OfToken(RevocationName name) {
            this(name, NEVER);
        }

        /** A token of which nothing is known but that it was issued by {@code now}, in seconds since the epoch. */
        public static OfToken issuedBy(RevocationName name, long now) {
            return new OfToken(name, now + Terms.GREATEST_AGE.toSeconds());
        }

        @Override
        public long settledAt() {
            return expiresAt;
        }
    }

    /** Everything a key signed, whenever it says it did. For good. */
    record OfKey(RevocationName name) implements Revocation {

        @Override
        public long settledAt() {
            return NEVER;
        }
    }

    /**
     * What a subject was issued up to a time.
     *
     * @param until seconds since the epoch, included; at most {@link #LAST}
     */
    record OfSubject(RevocationName name, long until) implements Revocation {
        public OfSubject {
            checkTime(until);
        }

        @Override
        public long settledAt() {
            return until + Terms.GREATEST_AGE.toSeconds();
        }
    }

    /**
     * Everything issued up to a time.
     *
     * @param until seconds since the epoch, included; at most {@link #LAST}
     */
    record OfAll(long until) implements Revocation {
        public OfAll {
            checkTime(until);
        }

        @Override
        public long settledAt() {
            return until + Terms.GREATEST_AGE.toSeconds();
        }
    }

    private static void checkTime(long seconds) {
        if (seconds < 0 || seconds > LAST) {
            throw new IllegalArgumentException("a time of " + seconds);
        }
    }
}
