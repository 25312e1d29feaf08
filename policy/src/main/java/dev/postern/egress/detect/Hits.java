package dev.postern.egress.detect;

import java.util.Arrays;

/**
 * Where literals were found, in order: the place of each is the index of its last byte. Reused; not thread-safe.
 */
public final class Hits {

    private int[] places = new int[256];
    private int[] literals = new int[256];
    private int count;
    private int[] laterPlaces = new int[256];
    private int[] laterLiterals = new int[256];
    private int later;

    /** Forgets all. */
    public void clear() {
        count = 0;
        later = 0;
    }

    public int count() {
        return count;
    }

    public int place(int hit) {
        return places[hit];
    }

    /** The longest literal that ends there. */
    public int literal(int hit) {
        return literals[hit];
    }

    /** Adds a hit behind all others. */
    public void add(int place, int literal) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
            literals = Arrays.copyOf(literals, count * 2);
        }
        places[count] = place;
        literals[count++] = literal;
    }

    /** A hit of the second lane: behind all of the first. */
    void addLater(int place, int literal) {
        if (later == laterPlaces.length) {
            laterPlaces = Arrays.copyOf(laterPlaces, later * 2);
            laterLiterals = Arrays.copyOf(laterLiterals, later * 2);
        }
        laterPlaces[later] = place;
        laterLiterals[later++] = literal;
    }

    /** Puts the second lane's hits behind those of the first. */
    void join() {
        for (int i = 0; i < later; i++) {
            add(laterPlaces[i], laterLiterals[i]);
        }
        later = 0;
    }
}
