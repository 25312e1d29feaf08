package dev.postern.egress.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Things by how the number they are about is written: by its first group, what follows it, and its second. Immutable. */
final class ByShape<T> {

    private static final String MARKS = " -./)";
    private static final int LENGTHS = 32;
    private static final int BITS = 3;

    private final List<List<T>> lists;

    /** The index of some things; {@code shape} tells their shape as {@link NumberGroups#shaped} reads it. */
    ByShape(List<T> things, Function<T, String> shape) {
        lists = new ArrayList<>();
        for (int i = 0; i < LENGTHS << BITS << 5; i++) {
            lists.add(List.of());
        }
        for (int first = 1; first < LENGTHS; first++) {
            for (int mark = 0; mark <= MARKS.length(); mark++) {
                for (int second = 0; second < LENGTHS; second++) {
                    int a = first;
                    int b = mark;
                    int c = second;
                    lists.set(
                            index(a, b, c),
                            things.stream()
                                    .filter(thing -> fits(shape.apply(thing), a, b, c))
                                    .toList());
                }
            }
        }
    }

    /** The things whose shape may be that of the groups. */
    List<T> of(NumberGroups groups) {
        int second = groups.count() > 1 ? groups.length(1) : 0;
        return lists.get(index(groups.length(0), mark(groups.separator(0)), second));
    }

    private static boolean fits(String shape, int first, int mark, int second) {
        if (NumberGroups.length(shape.charAt(0)) != first) {
            return false;
        }
        if (shape.length() == 1) {
            return true;
        }
        char wanted = shape.charAt(1);
        boolean marked = wanted == '~' ? mark == mark(' ') || mark == mark('-') : mark == mark(wanted);
        return marked && NumberGroups.length(shape.charAt(2)) == second;
    }

    private static int mark(char separator) {
        int mark = MARKS.indexOf(separator);
        return mark < 0 ? MARKS.length() : mark;
    }

    private static int index(int first, int mark, int second) {
        return (first << BITS | mark) << 5 | second;
    }
}
