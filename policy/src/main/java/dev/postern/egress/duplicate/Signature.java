package dev.postern.egress.duplicate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is kept of a text: how many runs it has, its SimHash and its MinHash. The text cannot be had back from it. MinHash
 * is by one permutation (Li, Owen and Zhang, 2012): each run falls into one bin and the least of a bin stands; an empty
 * bin takes the value of another, the same for all texts (Shrivastava, 2017). Immutable.
 */
public final class Signature {

    /** Bins, so that agreement is told to within about 0.035. */
    static final int BINS = 128;

    /** The bytes of a stored signature. */
    public static final int BYTES = 4 + 8 + 4 * BINS;

    private static final int EMPTY = -1;

    private final int runs;
    private final long simHash;
    private final int[] bins;

    private Signature(int runs, long simHash, int[] bins) {
        this.runs = runs;
        this.simHash = simHash;
        this.bins = bins;
    }

    /** The signature of a text. */
    public static Signature of(byte[] text) {
        Taking taking = new Taking();
        taking.add(text, 0, text.length);
        return taking.signature();
    }

    /** The signature of a text that comes in parts; takes constant memory. Not thread-safe. */
    public static final class Taking {
        private final Builder builder = new Builder();
        private final Shingles shingles = new Shingles(builder::add);

        /** Takes the next bytes. */
        public void add(byte[] text, int from, int to) {
            shingles.add(text, from, to);
        }

        /** The signature of all that came so far. */
        public Signature signature() {
            return builder.build();
        }
    }

    /** Reads what {@link #toByteArray()} gave; empty if it cannot be. */
    public static Optional<Signature> read(byte[] stored) {
        if (stored.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        int runs = in.getInt();
        long simHash = in.getLong();
        int[] bins = new int[BINS];
        in.asIntBuffer().get(bins);
        return runs < 0 ? Optional.empty() : Optional.of(new Signature(runs, simHash, bins));
    }

    public byte[] toByteArray() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).putInt(runs).putLong(simHash);
        out.asIntBuffer().put(bins);
        return out.array();
    }

    /** How many different runs the text has, about: runs that come again are counted again. */
    public int runs() {
        return runs;
    }

    /** How many bits of the SimHashes differ, 0 to 64. */
    int distance(Signature other) {
        return Long.bitCount(simHash ^ other.simHash);
    }

    /** Jaccard's agreement of the two sets of runs, 0 to 1, estimated. */
    public double agreement(Signature other) {
        int equal = 0;
        for (int i = 0; i < BINS; i++) {
            equal += bins[i] == other.bins[i] ? 1 : 0;
        }
        return runs == 0 || other.runs == 0 ? 0 : equal / (double) BINS;
    }

    /** A hash of some bins in a row. */
    long band(int from, int count) {
        long hash = from;
        for (int i = from; i < from + count; i++) {
            hash = Shingles.mix(hash ^ (bins[i] & 0xFFFF_FFFFL));
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that
                && runs == that.runs
                && simHash == that.simHash
                && Arrays.equals(bins, that.bins);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(simHash);
    }

    private static final class Builder {
        private final int[] weights = new int[Long.SIZE];
        private final int[] bins = new int[BINS];
        private int runs;

        Builder() {
            Arrays.fill(bins, EMPTY);
        }

        void add(long hash) {
            runs++;
            int bin = (int) (hash >>> 57);
            int value = (int) (hash >>> 26) & 0x7FFF_FFFF;
            bins[bin] = bins[bin] == EMPTY ? value : Math.min(bins[bin], value);
            long bits = Shingles.mix(hash);
            for (int i = 0; i < Long.SIZE; i++) {
                weights[i] += (int) ((bits >>> i & 1) << 1) - 1;
            }
        }

        Signature build() {
            long simHash = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                simHash |= weights[i] > 0 ? 1L << i : 0;
            }
            return new Signature(runs, simHash, runs == 0 ? bins.clone() : densified());
        }

        private int[] densified() {
            int[] dense = bins.clone();
            for (int i = 0; i < BINS; i++) {
                for (int attempt = 1; dense[i] == EMPTY; attempt++) {
                    dense[i] = bins[(int) (Shingles.mix((long) i << 32 | attempt) >>> 57)];
                }
            }
            return dense;
        }
    }
}
