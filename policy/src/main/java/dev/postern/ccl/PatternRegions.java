package dev.postern.ccl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts everything one pattern stands for into regions: sets of texts that no pattern of a list tells apart.
 *
 * <p>Each pattern is a nondeterministic automaton over segments whose states are its positions. All of them run side by
 * side through the subset construction; the accepting positions of a reached state say which patterns match, and the
 * path to it spells a text that shows it. Only the literals that some pattern waits for in a state are told apart there;
 * one further segment stands for all others. States in which the first pattern cannot match any more are dropped.
 */
final class PatternRegions {

    /** The patterns, by index, that match every text of the region, and the shortest such text found. */
    record Region(BitSet matching, String example) {}

    private record State(BitSet positions, String text) {}

    private final char separator;
    private final List<String> segments = new ArrayList<>();
    private final BitSet starts = new BitSet();
    private final BitSet ends = new BitSet();
    private final Map<Integer, Integer> patternOfEnd = new HashMap<>();
    private final int firstEnd;
    private final int trailingEmpty;
    private final String other;

    /** @param patterns the segments of each; the first is the one that is cut into regions */
    private PatternRegions(List<List<String>> patterns, char separator) {
        this.separator = separator;
        for (int i = 0; i < patterns.size(); i++) {
            starts.set(segments.size());
            segments.addAll(patterns.get(i));
            ends.set(segments.size());
            patternOfEnd.put(segments.size(), i);
            segments.add("");
        }
        this.firstEnd = ends.nextSetBit(0);
        this.trailingEmpty = segments.size();
        this.other = unusedSegment();
    }

    /** The regions, or null when {@code work} does not suffice to find them. */
    static @Nullable List<Region> of(List<List<String>> patterns, char separator, Work work) {
        return new PatternRegions(patterns, separator).explore(work);
    }

    private @Nullable List<Region> explore(Work work) {
        Map<BitSet, Region> regions = new LinkedHashMap<>();
        Set<BitSet> seen = new HashSet<>();
        Deque<State> open = new ArrayDeque<>();
        State start = new State(closed((BitSet) starts.clone()), "");
        boolean affordable = expand(start, true, seen, open, work);
        while (affordable && !open.isEmpty()) {
            State state = open.remove();
            if (state.positions.get(firstEnd) && accepts(state)) {
                BitSet matching = matching(state.positions);
                regions.putIfAbsent(matching, new Region(matching, state.text));
            }
            if (!state.text.isEmpty()) {
                affordable = expand(state, false, seen, open, work);
            }
        }
        return affordable ? List.copyOf(regions.values()) : null;
    }

    /** False when there was too little work left. */
    private boolean expand(State state, boolean first, Set<BitSet> seen, Deque<State> open, Work work) {
        Set<String> expected = expected(state.positions);
        expected.add(other);
        if (!work.spend((long) expected.size() * state.positions.cardinality())) {
            return false;
        }
        for (String segment : expected) {
            BitSet positions = closed(step(state.positions, segment));
            if (positions.nextSetBit(0) > firstEnd || positions.isEmpty()) {
                continue;
            }
            positions.set(trailingEmpty, !first && segment.isEmpty());
            if (seen.add(positions)) {
                open.add(new State(positions, first ? segment : state.text + separator + segment));
            }
        }
        return true;
    }

    /** No trimmed resource begins or ends with an empty segment, except the one that is nothing else. */
    private boolean accepts(State state) {
        return !state.positions.get(trailingEmpty);
    }

    private BitSet matching(BitSet positions) {
        BitSet matching = new BitSet();
        for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1)) {
            if (positions.get(end)) {
                matching.set(patternOfEnd.getOrDefault(end, 0));
            }
        }
        return matching;
    }

    private Set<String> expected(BitSet positions) {
        Set<String> literals = new TreeSet<>();
        for (int at = positions.nextSetBit(0); at >= 0 && at < trailingEmpty; at = positions.nextSetBit(at + 1)) {
            String segment = segments.get(at);
            if (!ends.get(at) && !segment.equals(Segments.ONE) && !segment.equals(Segments.ANY)) {
                literals.add(segment);
            }
        }
        return literals;
    }

    private BitSet step(BitSet positions, String segment) {
        BitSet next = new BitSet();
        for (int at = positions.nextSetBit(0); at >= 0 && at < trailingEmpty; at = positions.nextSetBit(at + 1)) {
            String wanted = segments.get(at);
            if (ends.get(at)) {
                continue;
            }
            if (wanted.equals(Segments.ANY)) {
                next.set(at);
            } else if (wanted.equals(Segments.ONE) || wanted.equals(segment)) {
                next.set(at + 1);
            }
        }
        return next;
    }

    /** Adds the positions that {@code **} reaches by standing for nothing. */
    private BitSet closed(BitSet positions) {
        for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
            if (!ends.get(at) && segments.get(at).equals(Segments.ANY)) {
                positions.set(at + 1);
            }
        }
        return positions;
    }

    private String unusedSegment() {
        String name = "x";
        while (segments.contains(name)) {
            name += "x";
        }
        return name;
    }
}
