package dev.postern.egress.detect;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.Function;

/** Things by how the number they are about begins to be written. Immutable. */
final class ByShape<T> {

    /** Values of a byte of {@link Written#group}, and lengths of a second group. */
    private static final int FIRSTS = 256;

    private static final int SECONDS = 32;

    /** A thing and how its number is written. */
    record Way<T>(T thing, Written written) {}

    private final Way<T>[][] ways;

    /** The index of some things; {@code shape} tells how {@link Written} is to read each. */
    @SuppressWarnings("unchecked") // arrays of what has no other type
    ByShape(T[] things, Function<T, String> shape) {
        Way<T>[] none = (Way<T>[]) new Way<?>[0];
        ways = (Way<T>[][]) Array.newInstance(none.getClass(), FIRSTS * SECONDS);
        Arrays.fill(ways, none);
        for (T thing : things) {
            add(new Way<>(thing, Written.of(shape.apply(thing))));
        }
    }

    /** The things whose number may begin as the groups do; {@link NumberGroups#end(Written)} tells the rest. */
    Way<T>[] of(NumberGroups groups) {
        return ways[groups.beginning()];
    }

    /** The index for a first group, as {@link Written#group} has it, and the length of a second. */
    static int beginning(byte first, int second) {
        return (first & 0xff) * SECONDS + second;
    }

    private void add(Way<T> way) {
        for (int first = 0; first < FIRSTS; first++) {
            for (int second = 0; second < SECONDS; second++) {
                if (way.written.mayBegin((byte) first, second)) {
                    int index = beginning((byte) first, second);
                    ways[index] = Arrays.copyOf(ways[index], ways[index].length + 1);
                    ways[index][ways[index].length - 1] = way;
                }
            }
        }
    }
}
