package dev.postern.egress.detect;

import java.util.Arrays;

/** Where an automaton found literals: places and states, in order. Reused; not thread-safe. */
final class Hits {

    private int[] places = new int[256];
    private int[] states = new int[256];
    private int count;
    private int[] laterPlaces = new int[256];
    private int[] laterStates = new int[256];
    private int later;
    /** The state at the end of what was walked. */
    int last;

    /** Forgets all, for another text. */
    void reset() {
        clear();
        last = 0;
    }

    void clear() {
        count = 0;
        later = 0;
    }

    int count() {
        return count;
    }

    int place(int hit) {
        return places[hit];
    }

    int state(int hit) {
        return states[hit];
    }

    void add(int place, int state) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
            states = Arrays.copyOf(states, count * 2);
        }
        places[count] = place;
        states[count++] = state;
    }

    /** A hit of the second lane: behind all of the first. */
    void addLater(int place, int state) {
        if (later == laterPlaces.length) {
            laterPlaces = Arrays.copyOf(laterPlaces, later * 2);
            laterStates = Arrays.copyOf(laterStates, later * 2);
        }
        laterPlaces[later] = place;
        laterStates[later++] = state;
    }

    /** Puts the second lane's hits behind those of the first. */
    void join() {
        for (int i = 0; i < later; i++) {
            add(laterPlaces[i], laterStates[i]);
        }
        later = 0;
    }
}
