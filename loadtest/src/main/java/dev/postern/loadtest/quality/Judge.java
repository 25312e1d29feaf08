package dev.postern.loadtest.quality;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.detect.Scanner;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what a scan finds with what is labelled. A label is found where a finding of its type covers at least half of
 * it, found as another where only a finding of another type does. A finding is false where it overlaps no label at all.
 */
final class Judge {

    /** Is told of each label that was missed and of each finding that is false. */
    interface Witness {

        /** Does not listen. */
        Witness SILENT = new Witness() {
            @Override
            public void missed(LabelledText text, Label label) {}

            @Override
            public void unfounded(LabelledText text, Finding finding) {}
        };

        void missed(LabelledText text, Label label);

        void unfounded(LabelledText text, Finding finding);
    }

    private final Scanner scanner;
    private final Witness witness;
    private final Map<FindingType, Score> byType = new EnumMap<>(FindingType.class);
    private final Map<String, Score> byKind = new TreeMap<>();

    Judge(Scanner scanner, Witness witness) {
        this.scanner = scanner;
        this.witness = witness;
    }

    void judge(LabelledText text) {
        List<Finding> findings = scanner.scan(text.bytes()).findings();
        Score kind = byKind.computeIfAbsent(text.kind(), absent -> new Score());
        for (Label label : text.labels()) {
            Score one = judged(text, label, findings);
            kind.add(one);
            ofType(label.type()).add(one);
        }
        for (Finding finding : findings) {
            Score one = judged(text, finding);
            kind.add(one);
            ofType(finding.type()).add(one);
        }
    }

    Map<FindingType, Score> byType() {
        return byType;
    }

    /** By the name of the kind, in its order. */
    Map<String, Score> byKind() {
        return byKind;
    }

    private Score judged(LabelledText text, Label label, List<Finding> findings) {
        Score score = new Score();
        List<Finding> covering = findings.stream().filter(label::isCoveredBy).toList();
        if (covering.stream().anyMatch(finding -> finding.type() == label.type())) {
            score.found();
        } else if (!covering.isEmpty()) {
            score.foundAsAnother();
        } else {
            score.missed();
            witness.missed(text, label);
        }
        return score;
    }

    private Score judged(LabelledText text, Finding finding) {
        Score score = new Score();
        if (text.labels().stream().anyMatch(label -> label.overlaps(finding))) {
            score.founded();
        } else {
            score.unfounded();
            witness.unfounded(text, finding);
        }
        return score;
    }

    private Score ofType(FindingType type) {
        return byType.computeIfAbsent(type, absent -> new Score());
    }
}
