package dev.postern.egress;

import java.util.Comparator;

/**
 * Something found in a content, told without its text.
 *
 * @param type what it is
 * @param detector the stable id of the detector that found it, {@code secret.github-token}
 * @param start its first byte, counted from the start of the content
 * @param end the byte after its last; {@code end > start}
 * @param confidence 1 to 100: how sure the detector is, after validators and context
 * @param encoding how it was hidden, outermost first ({@code base64/gzip}); empty for plain text. The span is that of
 *     the encoded text.
 */
public record Finding(FindingType type, String detector, long start, long end, int confidence, String encoding) {

    /** Text order: by start, the longer one first. */
    public static final Comparator<Finding> IN_TEXT_ORDER = Comparator.comparingLong(Finding::start)
            .thenComparing(Finding::end, Comparator.reverseOrder())
            .thenComparing(Finding::confidence, Comparator.reverseOrder())
            .thenComparing(Finding::detector);

    public Finding {
        if (start < 0 || end <= start || confidence < 1 || confidence > 100) {
            throw new IllegalArgumentException(
                    "no finding: " + start + ".." + end + " with confidence " + confidence + " of " + detector);
        }
    }

    public long length() {
        return end - start;
    }

    public boolean overlaps(Finding other) {
        return start < other.end && other.start < end;
    }
}
