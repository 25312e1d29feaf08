package dev.postern.loadtest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.egress.FindingType;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFileTest {

    @Test
    void aLabelIsASpanOfBytes() {
        LabelledText text = make("key: é⟦api_key ‹digit 4›⟧.");
        assertThat(text.text()).matches("é[0-9]{4}\\.");
        assertThat(text.labels()).containsExactly(new Label(FindingType.API_KEY, 2, 6));
    }

    @Test
    void alternativesNestAndMayBeEmpty() {
        List<TextKind> kinds = TemplateFile.parse("key: ‹a|‹b|c›|›.");
        TreeSet<String> texts = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(1);
        IntStream.range(0, 100).forEach(i -> texts.add(kinds.get(0).make(random).text()));
        assertThat(texts).containsExactly(".", "a.", "b.", "c.");
    }

    @Test
    void linesWithAMarginGoOn() {
        assertThat(make("# for people\n\nkey: a\n      b\n    c\n").text()).isEqualTo("a\n  b\nc");
    }

    @Test
    void aCarrierHoldsWhatAKindBrings() {
        assertThat(make("@set: ‹1› = \"‹2›\"\nkey @set: name ~ ⟦password pw⟧").text())
                .isEqualTo("name = \"pw\"");
    }

    @Test
    void encodingsTakeATemplate() {
        assertThat(make("key: ‹base64 a‹b|b››").text()).isEqualTo("YWI=");
        assertThat(make("key: ‹as #-#_# abc›").text()).isEqualTo("a-b c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key: ⟦email a", "key: ‹hexx 4›", "key: a›", "no head", "key @none: a", "key: ⟦mail a⟧"})
    void whatIsNoTemplateIsRefused(String file) {
        assertThatThrownBy(() -> make(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void everySetIsTheSameForTheSameSeed(TextSet set) {
        assertThat(set.make(7, 2))
                .extracting(LabelledText::text)
                .isEqualTo(set.make(7, 2).stream().map(LabelledText::text).toList());
    }

    private static LabelledText make(String file) {
        return TemplateFile.parse(file).get(0).make(new SplittableRandom(7));
    }
}
