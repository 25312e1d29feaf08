package dev.postern.sidecar.egress.hyperscan;

/** The matches of one scan, in order, the longest of each place. Ends itself when there are too many. Not thread-safe. */
final class Matches {

    private static final int[] NO_LENGTHS = {};

    private int[] lengths = NO_LENGTHS;
    private int[] places = new int[0];
    private int[] literals = new int[0];
    private int count;
    private int begin;
    private int from;
    private int most;

    /**
     * Begins anew.
     *
     * @param lengths of literals
     * @param begin where the scanned block begins
     * @param from where the first place is that counts
     * @param most places that are worth their while
     */
    void begin(int[] lengths, int begin, int from, int most) {
        this.lengths = lengths;
        this.begin = begin;
        this.from = from;
        this.most = most;
        count = 0;
        if (places.length < most) {
            places = new int[most];
            literals = new int[most];
        }
    }

    int count() {
        return count;
    }

    int place(int match) {
        return places[match];
    }

    int literal(int match) {
        return literals[match];
    }

    /**
     * A literal ends so many bytes into the block. Returns whether to go on: not after too many matches, nor when one comes
     * out of order.
     */
    boolean add(int end, int literal) {
        int place = begin + end - 1;
        int last = count == 0 ? from - 1 : places[count - 1];
        if (place < from) {
            return true;
        }
        if (place == last) {
            literals[count - 1] = lengths[literal] > lengths[literals[count - 1]] ? literal : literals[count - 1];
            return true;
        }
        if (place < last || count == most) {
            return false;
        }
        places[count] = place;
        literals[count++] = literal;
        return true;
    }
}
