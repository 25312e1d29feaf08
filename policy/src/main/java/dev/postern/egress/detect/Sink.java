package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.ArrayList;
import java.util.List;

/** Where the matchers of one pass put what they found. Not thread-safe. */
final class Sink {

    private final List<Candidate> candidates = new ArrayList<>();
    private final int leastConfidence;
    private int reach;

    Sink(int leastConfidence) {
        this.leastConfidence = leastConfidence;
    }

    /** Begins the next hit. */
    void begin(int start) {
        reach = start;
    }

    /** Says that what the current hit leads to begins at {@code start} already. */
    void from(int start) {
        reach = Math.min(reach, start);
    }

    int reach() {
        return reach;
    }

    /** Adds a candidate, unless it is less sure than is asked for. */
    void add(FindingType type, String detector, int start, int end, int confidence) {
        if (confidence >= leastConfidence) {
            from(start);
            candidates.add(new Candidate(type, detector, start, end, reach, confidence, ""));
        }
    }

    /** Whether a part is of what the same detector has just found, as sure or surer. */
    boolean covered(String detector, int start, int end, int confidence) {
        if (candidates.isEmpty()) {
            return false;
        }
        Candidate last = candidates.get(candidates.size() - 1);
        return last.start() <= start
                && end <= last.end()
                && confidence <= last.confidence()
                && last.detector().equals(detector)
                && last.encoding().isEmpty();
    }

    void add(Candidate candidate) {
        candidates.add(candidate);
    }

    List<Candidate> candidates() {
        return candidates;
    }
}
