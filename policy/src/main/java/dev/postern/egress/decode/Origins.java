package dev.postern.egress.decode;

/** Where each decoded byte came from. Immutable. */
sealed interface Origins {

    /** Where in the encoded text the decoded byte at an index begins. */
    int begin(int index);

    /** Where in the encoded text the decoded byte at an index ends. */
    int end(int index);

    /** All from one span. */
    record Span(int from, int to) implements Origins {
        @Override
        public int begin(int index) {
            return from;
        }

        @Override
        public int end(int index) {
            return to;
        }
    }

    /** Two characters for each byte, the first of them at {@code from}. */
    record Pairs(int from) implements Origins {
        @Override
        public int begin(int index) {
            return from + 2 * index;
        }

        @Override
        public int end(int index) {
            return from + 2 * index + 2;
        }
    }

    /** Four characters for three bytes, each of parts of two; the byte at {@code -first} begins at {@code from}. */
    record Quads(int from, int first) implements Origins {
        @Override
        public int begin(int index) {
            int at = first + index;
            return from + at / 3 * 4 + at % 3;
        }

        @Override
        public int end(int index) {
            return begin(index) + 2;
        }
    }

    /** Each as noted. */
    final class Noted implements Origins {
        private final int[] begins;
        private final int[] ends;

        Noted(int[] begins, int[] ends) {
            this.begins = begins;
            this.ends = ends;
        }

        @Override
        public int begin(int index) {
            return begins[index];
        }

        @Override
        public int end(int index) {
            return ends[index];
        }
    }
}
