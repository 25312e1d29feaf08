package dev.postern.egress.detect;

import dev.postern.egress.Incomplete;
import dev.postern.egress.decode.Compressed;
import dev.postern.egress.decode.Inflation;
import dev.postern.egress.decode.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk over one text: matchers around the literals found, then what runs and escapes hide. Of an open text the pass
 * tells how much is settled: no byte to come can change what was found before that index, add to it or join it. For that
 * it holds back a literal that has begun, every hit that starved, a trailing word or run, and whatever rests on something
 * held back. Walking again from the settled index finds the rest as one walk would have. Not thread-safe.
 */
final class Pass {

    /** How far before the place of a hit a matcher may look. */
    static final int LOOK_BEHIND = 512;

    static final int MAX_DEPTH = 2;

    private static final int BLOCK = 16 << 10;

    /** So much of a compressed content is waited for. */
    private static final int COMPRESSED = 1 << 20;

    private static final int BUDGET_HITS = 255;

    private final Detectors detectors;
    private final Budget budget;
    private final int depth;
    private final Inflation inflation;
    private final Hits hits = new Hits();
    /** Of the texts that are decoded. */
    private final Notes notes = new Notes();

    private final Escapes escapes;
    private final Runs runs;
    private final List<int[]> regions = new ArrayList<>();
    private Sink sink;
    private int hold;
    private @Nullable Pass inner;

    Pass(Detectors detectors, Budget budget) {
        this(detectors, budget, 0, new Inflation());
    }

    private Pass(Detectors detectors, Budget budget, int depth, Inflation inflation) {
        this.detectors = detectors;
        this.budget = budget;
        this.depth = depth;
        this.inflation = inflation;
        this.escapes = new Escapes(this);
        this.runs = new Runs(this);
        this.sink = new Sink(budget.limits().confidence());
    }

    /** Walks from {@code start} and returns where the text is settled up to; the end, if no more may come. */
    int run(Text text, int start) {
        try (inflation) {
            return walk(text, start);
        }
    }

    private int walk(Text text, int start) {
        sink = new Sink(budget.limits().confidence());
        regions.clear();
        if (start == 0 && depth < MAX_DEPTH && Compressed.mayBegin(text.bytes, text.to)) {
            if (text.open && text.to < COMPRESSED) {
                return start;
            }
            inflate(text);
        }
        hold = text.open ? Tail.start(text, start) : text.to;
        literals(text, start);
        detectors.tenantSecrets().match(text, start, this);
        if (depth < MAX_DEPTH && !budget.ended()) {
            runs.walk(text, start);
        }
        return budget.ended() ? text.to : settled(start);
    }

    /** What was found before {@code end}, in text order, without overlaps; the rest is dropped. */
    List<Candidate> found(int start, int end) {
        if (sink.candidates().isEmpty()) {
            return List.of();
        }
        List<Candidate> sorted = new ArrayList<>(sink.candidates());
        sorted.removeIf(candidate -> candidate.start() < start || candidate.start() >= end);
        sorted.sort(Candidate.IN_TEXT_ORDER);
        List<Candidate> kept = new ArrayList<>(sorted.size());
        for (Candidate candidate : sorted) {
            Overlaps.add(kept, candidate);
        }
        return kept;
    }

    Sink sink() {
        return sink;
    }

    /** Nothing from an index on is certain yet. */
    void holdFrom(int index) {
        hold = Math.min(hold, index);
    }

    /** A part that is settled as one or not at all. */
    void region(int from, int to) {
        regions.add(new int[] {from, to});
    }

    Inflation inflation() {
        return inflation;
    }

    int decodable() {
        return budget.decodable();
    }

    void undecoded() {
        budget.takeDecoded(Integer.MAX_VALUE);
    }

    /** Scans what was decoded; findings that begin before {@code start} in the encoded text were found there. */
    void descend(Layer layer, int start) {
        if (budget.ended() || !budget.takeDecoded(layer.length())) {
            return;
        }
        Pass inner = inner();
        inner.walk(new Text(layer.bytes(), 0, layer.length(), false, notes), 0);
        for (Candidate found : inner.found(0, layer.length())) {
            int from = layer.begin(found.start());
            int to = layer.end(found.end());
            if (from >= start) {
                String encoding =
                        found.encoding().isEmpty() ? layer.encoding() : layer.encoding() + "/" + found.encoding();
                sink.add(new Candidate(found.type(), found.detector(), from, to, from, found.confidence(), encoding));
            }
        }
    }

    /** A content that is compressed as a whole; of one that is longer than is waited for only the beginning is seen. */
    private void inflate(Text text) {
        Inflation.Inflated inflated =
                inflation.inflate(text.bytes, text.to, 0, text.to, budget.decodable(), text.open, "");
        descend(inflated.layer(), 0);
        if (!inflated.whole()) {
            undecoded();
        }
    }

    private Pass inner() {
        inner = inner == null ? new Pass(detectors, budget, depth + 1, inflation) : inner;
        return inner;
    }

    private void literals(Text text, int start) {
        escapes.begin(start);
        for (int from = start; from < text.to && !budget.spent(); from += BLOCK) {
            detectors.search().find(text.bytes, start, from, Math.min(from + BLOCK, text.to), hits);
            for (int hit = 0; hit < hits.count(); hit++) {
                if ((hit & BUDGET_HITS) == BUDGET_HITS && over(text)) {
                    return;
                }
                int end = hits.place(hit) + 1;
                for (Hook hook : detectors.hooks(hits.literal(hit))) {
                    int begin = hook.start(end);
                    if (hook.admits(text, begin, end)) {
                        look(text, hook, begin, end);
                    }
                }
            }
        }
        if (text.open) {
            holdFrom(text.to - detectors.literals().pending(text.bytes, start, text.to));
        }
    }

    private void look(Text text, Hook hook, int start, int end) {
        text.starved = false;
        sink.begin(start);
        for (Matcher matcher : hook.matchers()) {
            matcher.match(text, start, end, sink);
        }
        if (hook.escapes() && depth < MAX_DEPTH) {
            escapes.match(text, start);
        }
        if (text.starved) {
            holdFrom(sink.reach());
        }
    }

    private boolean over(Text text) {
        if (sink.candidates().size() > 2 * budget.limits().findings() && depth == 0) {
            budget.exceed(Incomplete.FINDINGS);
        }
        return budget.spent() && text.to > 0;
    }

    /** Draws back from the inside of candidates and regions to where they begin. */
    private int settled(int start) {
        int at = Math.max(start, hold);
        for (int before = at + 1; at < before; ) {
            before = at;
            for (Candidate candidate : sink.candidates()) {
                if (candidate.reach() < at && at < candidate.end()) {
                    at = candidate.reach();
                }
            }
            for (int[] region : regions) {
                if (region[0] < at && at < region[1]) {
                    at = region[0];
                }
            }
        }
        return Math.max(start, at);
    }
}
