package dev.postern.sidecar.egress.hyperscan;

import dev.postern.egress.detect.DigitLiterals;
import dev.postern.egress.detect.Hits;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.Literals;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds literals by Hyperscan, but for those that begin with a digit. A match costs a call from native code, about 0.15
 * µs, so that numbers would cost more than they save, and a part of a text with many matches is left to the automaton.
 * Each part is scanned as a block that begins with as much of what is before it as a literal may have there.
 * Thread-safe.
 */
final class HyperscanSearch implements LiteralSearch {

    /** The automaton is done with fewer bytes by the time native code is called. */
    static final int MIN_LENGTH = 1 << 10;
    /** With a match in fewer bytes than these, on average, the automaton is faster. */
    private static final int BYTES_A_MATCH = 320;
    /** The same of matches and numbers. */
    private static final int BYTES_A_HIT = 16;

    private final Literals automaton;
    private final DigitLiterals digits;
    private final Database database;
    private final int[] lengths;
    private final ThreadLocal<Workspace> workspaces;

    private HyperscanSearch(Literals automaton, Database database) {
        this.automaton = automaton;
        this.database = database;
        digits = DigitLiterals.of(automaton);
        lengths = automaton.all().stream().mapToInt(String::length).toArray();
        workspaces = ThreadLocal.withInitial(() -> new Workspace(database));
    }

    static LiteralSearch of(Literals literals) {
        List<String> all = literals.all();
        int[] numbers = IntStream.range(0, all.size())
                .filter(number -> !DigitLiterals.among(all.get(number)))
                .toArray();
        List<String> others = IntStream.of(numbers).mapToObj(all::get).toList();
        return others.isEmpty() ? literals : new HyperscanSearch(literals, Database.of(others, numbers));
    }

    @Override
    public void find(byte[] text, int start, int from, int to, Hits hits) {
        if (to - from < MIN_LENGTH || !found(text, start, from, to, hits)) {
            automaton.find(text, start, from, to, hits);
        }
    }

    private boolean found(byte[] text, int start, int from, int to, Hits hits) {
        Workspace workspace = workspaces.get();
        if (from == start) {
            workspace.forget();
        }
        if (!workspace.worthwhile()) {
            return false;
        }
        int begin = Math.max(start, from - automaton.longest());
        Matches matches = MatchHandler.ONLY.matches();
        matches.begin(lengths, begin, from, (to - from) / BYTES_A_MATCH);
        boolean whole = workspace.scan(database, text, begin, to);
        if (whole) {
            digits.find(text, start, from, to, workspace.numbers());
            merge(workspace.numbers(), matches, hits);
        }
        workspace.remember(whole && hits.count() < (to - from) / BYTES_A_HIT);
        return whole;
    }

    private void merge(Hits numbers, Matches matches, Hits hits) {
        hits.clear();
        int m = 0;
        for (int n = 0; n < numbers.count(); n++) {
            int place = numbers.place(n);
            for (; m < matches.count() && matches.place(m) < place; m++) {
                hits.add(matches.place(m), matches.literal(m));
            }
            boolean both = m < matches.count() && matches.place(m) == place;
            hits.add(place, both ? longer(numbers.literal(n), matches.literal(m++)) : numbers.literal(n));
        }
        for (; m < matches.count(); m++) {
            hits.add(matches.place(m), matches.literal(m));
        }
    }

    private int longer(int one, int other) {
        return lengths[one] > lengths[other] ? one : other;
    }
}
