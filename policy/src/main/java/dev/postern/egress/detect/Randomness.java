package dev.postern.egress.detect;

/** Tells values somebody made at random from names and words. Stateless. */
final class Randomness {

    /** Shannon's sum is exact for values up to this length, and of this many first bytes of longer ones. */
    private static final int MOST = 512;

    /** Tokens of digits only, or of letters only, are as long at least. */
    private static final int ALL_DIGITS = 16;

    /** The shortest value that stands behind a name without anything between them. */
    private static final int BARE = 24;

    /** An OpenPGP fingerprint, in hexadecimal. */
    private static final int FINGERPRINT = 40;

    /** {@code n} log2 {@code n}. */
    private static final double[] N_LOG_N = nLogN();

    private Randomness() {}

    /** Shannon's entropy of the bytes of {@code [start, end)}, in bits for each byte. */
    static double entropy(Text text, int start, int end) {
        int length = Math.min(end - start, MOST);
        short[] counts = new short[256];
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            int count = ++counts[text.bytes[i] & 0xff];
            sum += N_LOG_N[count] - N_LOG_N[count - 1];
        }
        return length == 0 ? 0 : (N_LOG_N[length] - sum) / length;
    }

    /** How many different ASCII characters there are, among the first {@link #MOST} at least. */
    static int distinct(Text text, int start, int end) {
        long low = 0;
        long high = 0;
        int last = Math.min(end, start + MOST);
        for (int i = start; i < last; i++) {
            int c = text.bytes[i];
            if (c < 64) {
                low |= 1L << c;
            } else {
                high |= 1L << c;
            }
        }
        return Long.bitCount(low) + Long.bitCount(high);
    }

    /**
     * Whether a value reads as a name: words of letters, with a number behind them or not, between marks or joined by
     * capitals.
     */
    static boolean name(Text text, int start, int end) {
        int letters = 0;
        int digits = 0;
        for (int i = start; i < end; i++) {
            int c = text.bytes[i] & 0xff;
            if (Chars.digit(c)) {
                digits++;
            } else if (Chars.letter(c)) {
                letters++;
                if (i > start && (Chars.digit(text.bytes[i - 1]) || breaks(text, start, i, end))) {
                    return false;
                }
            } else if (c > 127 || ".-_/: @=,".indexOf(c) < 0) {
                return false;
            }
        }
        return letters >= 3 * digits;
    }

    /** A small letter behind two capitals and more of a long run of letters without order. */
    private static boolean breaks(Text text, int start, int i, int end) {
        return end - start >= 12
                && i > start + 2
                && Chars.is(text.bytes[i] & 0xff, Chars.LOWER)
                && Chars.is(text.bytes[i - 1] & 0xff, Chars.UPPER)
                && Chars.is(text.bytes[i - 2] & 0xff, Chars.UPPER)
                && Chars.is(text.bytes[i - 3] & 0xff, Chars.LOWER);
    }

    /** Whether a value is long and mixed enough for its alphabet to have been made by a machine. */
    static boolean machineMade(Text text, int start, int end, int least) {
        int length = end - start;
        if (length < least) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        boolean hex = true;
        for (int i = start; i < end; i++) {
            int c = text.bytes[i] & 0xff;
            digits += Chars.digit(c) ? 1 : 0;
            letters += Chars.letter(c) ? 1 : 0;
            hex &= Chars.hex(c) || c == '-';
        }
        if (letters == 0 || (hex && digits == 0) || (!hex && digits <= 1 && length < 16)) {
            return false;
        }
        double entropy = entropy(text, start, end);
        if (digits <= 1 && !Letters.byChance(text, start, end)) {
            return false;
        }
        if (hex) {
            return entropy >= (length >= 24 ? 3.0 : 2.6);
        }
        return entropy >= (digits <= 1 ? 3.0 : length >= 20 ? 3.2 : 2.9);
    }

    /** Whether a value may be a token of an issuer that is named: what a name alone would not make one of. */
    static boolean issued(Text text, int start, int end) {
        int digits = 0;
        int letters = 0;
        for (int i = start; i < end; i++) {
            digits += Chars.digit(text.at(i)) ? 1 : 0;
            letters += Chars.letter(text.at(i)) ? 1 : 0;
        }
        int length = end - start;
        if (letters == 0) {
            return digits >= ALL_DIGITS;
        }
        double least = length >= 24 ? 3.0 : 2.5;
        return (digits >= 2 || (length >= ALL_DIGITS && Letters.byChance(text, start, end)))
                && entropy(text, start, end) >= least;
    }

    /** Whether a value may be told where nothing gives it to the name before it; it is no fingerprint of a public key. */
    static boolean bare(Text text, int start, int end) {
        boolean fingerprint = end - start == FINGERPRINT;
        for (int i = start; i < end && fingerprint; i++) {
            fingerprint = Chars.digit(text.at(i)) || Chars.is(text.at(i), Chars.UPPER);
        }
        return !fingerprint && machineMade(text, start, end, BARE);
    }

    private static double[] nLogN() {
        double[] table = new double[MOST + 1];
        for (int n = 2; n <= MOST; n++) {
            table[n] = n * Math.log(n) / Math.log(2);
        }
        return table;
    }
}
