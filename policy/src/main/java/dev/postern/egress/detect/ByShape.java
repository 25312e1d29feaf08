package dev.postern.egress.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Things by how the number they are about is written: by its first group, what follows it, and its second. Immutable. */
final class ByShape<T> {

    private static final int OTHER = 5;
    private static final int LENGTHS = 32;
    private static final int BITS = 3;
    private static final int SIZE = LENGTHS << BITS << 5;

    private final List<T[]> lists = new ArrayList<>(SIZE);

    /** The index of some things; {@code shapes} tells their shapes as {@link NumberGroups#shaped} reads them. */
    ByShape(T[] things, Function<T, List<String>> shapes) {
        for (int i = 0; i < SIZE; i++) {
            lists.add(Arrays.copyOf(things, 0));
        }
        for (T thing : things) {
            shapes.apply(thing).forEach(shape -> add(thing, shape));
        }
    }

    /** The things whose shape may be that of the groups. */
    T[] of(NumberGroups groups) {
        int second = groups.count() > 1 ? groups.length(1) : 0;
        return lists.get(index(groups.length(0), mark(groups.separator(0)), second));
    }

    private void add(T thing, String shape) {
        int first = NumberGroups.length(shape.charAt(0));
        for (int mark = 0; mark <= OTHER; mark++) {
            if (shape.length() == 1) {
                for (int second = 0; second < LENGTHS; second++) {
                    add(thing, index(first, mark, second));
                }
            } else if (marks(shape.charAt(1), mark)) {
                add(thing, index(first, mark, NumberGroups.length(shape.charAt(2))));
            }
        }
    }

    private void add(T thing, int index) {
        T[] some = lists.get(index);
        if (some.length == 0 || some[some.length - 1] != thing) {
            T[] more = Arrays.copyOf(some, some.length + 1);
            more[some.length] = thing;
            lists.set(index, more);
        }
    }

    private static boolean marks(char wanted, int mark) {
        return wanted == '~' ? mark == mark(' ') || mark == mark('-') : mark == mark(wanted);
    }

    private static int mark(char separator) {
        return switch (separator) {
            case ' ' -> 0;
            case '-' -> 1;
            case '.' -> 2;
            case '/' -> 3;
            case ')' -> 4;
            default -> OTHER;
        };
    }

    private static int index(int first, int mark, int second) {
        return (first << BITS | mark) << 5 | second;
    }
}
