package dev.postern.loadtest.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import java.util.List;

/**
 * A text and all that must be found in it.
 *
 * @param kind the name of what texts like it have in common
 * @param line where it is in its file, counted from 1
 * @param labels in no order; none if nothing must be found
 */
record LabelledText(String kind, int line, String text, List<Label> labels) {

    LabelledText {
        labels = List.copyOf(labels);
    }

    /** The text in UTF-8, whose offsets the labels have. */
    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    /**
     * Something to be found.
     *
     * @param start its first byte
     * @param end the byte after its last
     */
    record Label(FindingType type, int start, int end) {

        /** Whether at least half of it lies in the finding. */
        boolean isCoveredBy(Finding finding) {
            return 2 * (Math.min(end, finding.end()) - Math.max(start, finding.start())) >= end - start;
        }

        boolean overlaps(Finding finding) {
            return start < finding.end() && finding.start() < end;
        }
    }
}
