package dev.postern.egress.detect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The trie of the {@linkplain Literals literals} while it grows, and how it becomes their automaton. Not thread-safe. */
final class LiteralTrie {

    private final int width;
    /** By states, where each class leads. */
    final List<int[]> next = new ArrayList<>();
    /** By states, the literals that end there, the longest first. */
    final List<int[]> ends = new ArrayList<>();
    /** By states, how many bytes of a literal they stand for. */
    final List<Integer> depth = new ArrayList<>();

    private final List<Integer> order = new ArrayList<>();
    /** The first number of a state that ends a literal, once there are {@link #numbers()}. */
    int firstEnd;

    /** An empty trie over so many classes of bytes. */
    LiteralTrie(int width) {
        this.width = width;
        open(0);
    }

    /** Adds a literal; {@code id} is what it is known by. */
    void add(String literal, byte[] classes, int id) {
        int s = Literals.ROOT;
        for (int i = 0; i < literal.length(); i++) {
            int c = classes[Literals.fold(literal.charAt(i))];
            if (next.get(s)[c] == Literals.ROOT) {
                next.get(s)[c] = open(i + 1);
            }
            s = next.get(s)[c];
        }
        ends.set(s, plus(ends.get(s), new int[] {id}));
    }

    /** Turns the trie into the automaton: every state knows where every class leads. */
    void close() {
        int[] fallback = new int[next.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(Literals.ROOT));
        while (!queue.isEmpty()) {
            int s = queue.remove();
            order.add(s);
            for (int c = 0; c < width; c++) {
                int child = next.get(s)[c];
                int elsewhere = s == Literals.ROOT ? Literals.ROOT : next.get(fallback[s])[c];
                if (child == Literals.ROOT) {
                    next.get(s)[c] = elsewhere;
                } else if (depth.get(child) == depth.get(s) + 1) {
                    fallback[child] = elsewhere;
                    ends.set(child, plus(ends.get(child), ends.get(elsewhere)));
                    queue.add(child);
                }
            }
        }
    }

    /** The numbers of the states: breadth-first, those that end a literal last. */
    int[] numbers() {
        int[] numbers = new int[next.size()];
        int n = 0;
        for (int s : order) {
            if (ends.get(s).length == 0) {
                numbers[s] = n++;
            }
        }
        firstEnd = n;
        for (int s : order) {
            if (ends.get(s).length > 0) {
                numbers[s] = n++;
            }
        }
        return numbers;
    }

    private int open(int at) {
        next.add(new int[width]);
        ends.add(new int[0]);
        depth.add(at);
        return next.size() - 1;
    }

    private static int[] plus(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
