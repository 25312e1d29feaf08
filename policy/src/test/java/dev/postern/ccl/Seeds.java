package dev.postern.ccl;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Runs a property over many seeds; {@code -Dseed=N} runs it over that one alone. */
public final class Seeds {

    private Seeds() {}

    /** Runs it as often as {@code -Dfuzz.rounds} says, else {@code few} times; each round has its own random numbers. */
    public static void fuzz(int few, Consumer<SplittableRandom> property) {
        forEach(Integer.getInteger("fuzz.rounds", few), seed -> property.accept(new SplittableRandom(seed)));
    }

    /** Any failure names its seed. */
    public static void forEach(int count, LongConsumer property) {
        Long only = Long.getLong("seed");
        long first = only == null ? 1 : only;
        for (long seed = first; seed < first + (only == null ? count : 1); seed++) {
            try {
                property.accept(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("failed with -Dseed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }
}
