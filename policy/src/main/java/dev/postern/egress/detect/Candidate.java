package dev.postern.egress.detect;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingKind;
import dev.postern.egress.FindingType;
import java.util.Comparator;

/**
 * What a matcher took for a finding, in indexes of one text.
 *
 * @param reach the first byte it rests on, the literal that led to it included; at most {@code start}
 */
record Candidate(FindingType type, String detector, int start, int end, int reach, int confidence, String encoding) {

    static final Comparator<Candidate> IN_TEXT_ORDER = Comparator.comparingInt(Candidate::start)
            .thenComparing(Candidate::end, Comparator.reverseOrder())
            .thenComparing(Candidate::confidence, Comparator.reverseOrder())
            .thenComparing(Candidate::detector)
            .thenComparing(candidate -> candidate.encoding().length());

    /** The stronger of two that overlap, over the span of both. */
    Candidate merged(Candidate other) {
        Candidate strong = strongerThan(other) ? this : other;
        return new Candidate(
                strong.type,
                strong.detector,
                Math.min(start, other.start),
                Math.max(end, other.end),
                Math.min(reach, other.reach),
                strong.confidence,
                strong.encoding);
    }

    /** Different things in one encoded run keep apart, though their spans may overlap. */
    boolean mergesWith(Candidate other) {
        return start < other.end
                && other.start < end
                && (type == other.type || (encoding.isEmpty() && other.encoding.isEmpty()));
    }

    Finding at(long offset) {
        return new Finding(type, detector, offset + start, offset + end, confidence, encoding);
    }

    private boolean strongerThan(Candidate other) {
        boolean secret = type.kind() == FindingKind.SECRET;
        if (secret != (other.type.kind() == FindingKind.SECRET)) {
            return secret;
        }
        if (confidence != other.confidence) {
            return confidence > other.confidence;
        }
        int longer = (end - start) - (other.end - other.start);
        return longer != 0 ? longer > 0 : encoding.length() <= other.encoding.length();
    }
}
