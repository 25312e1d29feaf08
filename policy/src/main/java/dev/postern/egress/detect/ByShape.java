package dev.postern.egress.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Things by how the number they are about is written: by its first group, what follows it, and its second. Immutable. */
final class ByShape<T> {

    private static final String MARKS = " -./)";
    private static final int LENGTHS = 32;
    private static final int BITS = 3;

    private final List<List<T>> lists = new ArrayList<>();

    /** The index of some things; {@code shape} tells their shape as {@link NumberGroups#shaped} reads it. */
    ByShape(List<T> things, Function<T, String> shape) {
        for (int i = 0; i < LENGTHS << BITS << 5; i++) {
            lists.add(List.of());
        }
        for (T thing : things) {
            add(thing, shape.apply(thing));
        }
    }

    /** The things whose shape may be that of the groups. */
    List<T> of(NumberGroups groups) {
        int second = groups.count() > 1 ? groups.length(1) : 0;
        return lists.get(index(groups.length(0), mark(groups.separator(0)), second));
    }

    private void add(T thing, String shape) {
        int first = NumberGroups.length(shape.charAt(0));
        for (int mark = 0; mark <= MARKS.length(); mark++) {
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
        List<T> more = new ArrayList<>(lists.get(index));
        more.add(thing);
        lists.set(index, List.copyOf(more));
    }

    private static boolean marks(char wanted, int mark) {
        return wanted == '~' ? mark == mark(' ') || mark == mark('-') : mark == mark(wanted);
    }

    private static int mark(char separator) {
        int mark = MARKS.indexOf(separator);
        return mark < 0 ? MARKS.length() : mark;
    }

    private static int index(int first, int mark, int second) {
        return (first << BITS | mark) << 5 | second;
    }
}
