package dev.postern.capability;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A set of {@link RevocationName}s that only grows: open addressing with linear probing in one array of two longs for each
 * place. It grows by half when four fifths are taken, so that it takes 20 to 30 bytes a name. One thread at a time may
 * add; any may ask meanwhile, without a lock.
 */
final class NameSet {

    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SMALLEST = 64;

    /** The high halves of names at even places, 0 where there is none, the low halves after them. */
    private volatile long[] places = new long[2 * SMALLEST];

    private int size;

    int size() {
        return size;
    }

    /** Bytes of the table. */
    long bytes() {
        return 16L + (long) Long.BYTES * places.length;
    }

    boolean contains(RevocationName name) {
        long[] table = places;
        int count = table.length / 2;
        for (int i = start(name.low(), count); ; i = i + 1 == count ? 0 : i + 1) {
            // Acquiring the high half sees the low half that was written before it.
            long high = (long) LONG.getAcquire(table, 2 * i);
            if (high == 0) {
                return false;
            }
            if (high == name.high() && table[2 * i + 1] == name.low()) {
                return true;
            }
        }
    }

    /** Whether the name is new. */
    boolean add(RevocationName name) {
        if (contains(name)) {
            return false;
        }
        long[] table = places;
        int count = table.length / 2;
        if (5L * (size + 1) > 4L * count) {
            table = grown(table);
            put(table, name.high(), name.low());
            places = table;
        } else {
            put(table, name.high(), name.low());
        }
        size++;
        return true;
    }

    private static long[] grown(long[] table) {
        long[] larger = new long[2 * (table.length / 2 + table.length / 4)];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        return larger;
    }

    private static void put(long[] table, long high, long low) {
        int count = table.length / 2;
        int i = start(low, count);
        while (table[2 * i] != 0) {
            i = i + 1 == count ? 0 : i + 1;
        }
        table[2 * i + 1] = low;
        LONG.setRelease(table, 2 * i, high);
    }

    /** Names are hashes already: their low half, taken as a fraction, says where to start. */
    private static int start(long low, int count) {
        return (int) (((low >>> 32) * count) >>> 32);
    }
}
