package dev.postern.loadtest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

    /** Its address has the bytes from 9 to 25. */
    private static final String TEXT = "write to ada@lovelace.org!";

    private static final int START = 9;
    private static final int END = 25;

    private final List<String> said = new ArrayList<>();
    private final Judge judge =
            new Judge(new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS, System::nanoTime), new Judge.Witness() {
                @Override
                public void missed(LabelledText text, Label label) {
                    said.add("missed " + label.type().id());
                }

                @Override
                public void unfounded(LabelledText text, Finding finding) {
                    said.add("false " + finding.type().id());
                }
            });

    @Test
    void aFindingOfTheTypeThatCoversHalfIsFound() {
        judge(new Label(FindingType.EMAIL, START - (END - START), END));
        assertThat(score(FindingType.EMAIL).recall()).isEqualTo(1);
        assertThat(score(FindingType.EMAIL).precision()).isEqualTo(1);
        assertThat(said).isEmpty();
    }

    @Test
    void aFindingThatCoversLessThanHalfIsMissedYetNotFalse() {
        Label label = new Label(FindingType.EMAIL, END - 1, END + 2);
        judge.judge(new LabelledText("kind", 1, TEXT + "!", List.of(label)));
        assertThat(score(FindingType.EMAIL).recall()).isZero();
        assertThat(score(FindingType.EMAIL).precision()).isEqualTo(1);
        assertThat(said).containsExactly("missed email");
    }

    @Test
    void aFindingOfAnotherTypeIsFoundButNotAsWhatItIs() {
        judge(new Label(FindingType.PHONE, START, END));
        assertThat(score(FindingType.PHONE).recall()).isZero();
        assertThat(score(FindingType.PHONE).covered()).isEqualTo(1);
        assertThat(said).isEmpty();
    }

    @Test
    void aFindingWhereNothingIsLabelledIsFalse() {
        judge(new Label(FindingType.PASSWORD, 0, START));
        assertThat(score(FindingType.EMAIL).falseFindings()).isEqualTo(1);
        assertThat(score(FindingType.EMAIL).precision()).isZero();
        assertThat(score(FindingType.EMAIL).recall()).isNaN();
        assertThat(said).containsExactly("missed password", "false email");
    }

    @Test
    void kindsAreCountedApart() {
        judge.judge(new LabelledText("a", 1, TEXT, List.of(new Label(FindingType.EMAIL, START, END))));
        judge.judge(new LabelledText("b", 2, TEXT, List.of()));
        assertThat(judge.byKind()).containsOnlyKeys("a", "b");
        assertThat(judge.byKind().values()).extracting(Score::falseFindings).containsExactly(0, 1);
    }

    private void judge(Label label) {
        judge.judge(new LabelledText("kind", 1, TEXT, List.of(label)));
    }

    private Score score(FindingType type) {
        return judge.byType().getOrDefault(type, new Score());
    }
}
