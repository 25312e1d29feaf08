package dev.postern.egress.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds those literals that begin with a digit: digits are looked for in eight bytes at once, and an automaton walks from
 * each on until nothing has begun any more. For engines that find others sooner than they could tell of every number.
 * Immutable and thread-safe.
 */
public final class DigitLiterals implements LiteralSearch {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROES = 0x3030_3030_3030_3030L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;
    /** Added to a byte it sets the highest bit from ten on. */
    private static final long UP_FROM_TEN = 0x7676_7676_7676_7676L;

    private final Literals automaton;
    /** What they are among all literals. */
    private final int[] literals;

    private DigitLiterals(Literals automaton, int[] literals) {
        this.automaton = automaton;
        this.literals = literals;
    }

    /** Those of some literals that begin with a digit; they are told by their indices among all. */
    public static DigitLiterals of(Literals literals) {
        List<String> all = literals.all();
        int[] led = IntStream.range(0, all.size())
                .filter(literal -> among(all.get(literal)))
                .toArray();
        return new DigitLiterals(
                Literals.of(IntStream.of(led).mapToObj(all::get).toList()), led);
    }

    /** Whether a literal is one that begins with a digit. */
    public static boolean among(String literal) {
        return Chars.digit(literal.charAt(0));
    }

    @Override
    public void find(byte[] text, int start, int from, int to, Hits hits) {
        hits.clear();
        int state = automaton.before(text, start, from);
        for (int i = from; i < to; i++) {
            if (state == Literals.ROOT) {
                i = digit(text, i, to);
                if (i == to) {
                    return;
                }
            }
            state = automaton.step(state, text[i]);
            int ended = automaton.ended(state);
            if (ended >= 0) {
                hits.add(i, literals[ended]);
            }
        }
    }

    private static int digit(byte[] text, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long digits = digits((long) EIGHT.get(text, i));
            if (digits != 0) {
                return i + (Long.numberOfTrailingZeros(digits) >> 3);
            }
        }
        while (i < to && !Chars.digit(text[i])) {
            i++;
        }
        return i;
    }

    /** The highest bit of each byte that is a digit: nine at most once {@code '0'} is taken from its bits. */
    private static long digits(long bytes) {
        long values = bytes ^ ZEROES;
        long moreThanNine = (values & ~HIGHEST) + UP_FROM_TEN;
        return ~(values | moreThanNine) & HIGHEST;
    }
}
