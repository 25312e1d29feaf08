package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final Neighbours DIGIT_THEN_LETTER = Neighbours.of(Chars::digit, Chars::letter);

    @Test
    void admitWhatMayStandOnBothSides() {
        assertThat(DIGIT_THEN_LETTER.admit(text("1=a"), 1, 2)).isTrue();
        assertThat(DIGIT_THEN_LETTER.admit(text("a=a"), 1, 2)).isFalse();
        assertThat(DIGIT_THEN_LETTER.admit(text("1=1"), 1, 2)).isFalse();
        assertThat(DIGIT_THEN_LETTER.admit(text("1=\u00E9"), 1, 2)).isFalse();
    }

    @Test
    void theBeginAndTheEndOfATextStandAnywhere() {
        assertThat(DIGIT_THEN_LETTER.admit(text("="), 0, 1)).isTrue();
        assertThat(DIGIT_THEN_LETTER.admit(text("x="), 1, 2)).isFalse();
    }

    @Test
    void ofSeveralMatchersAnyIsEnough() {
        Neighbours either = DIGIT_THEN_LETTER.or(Neighbours.of(c -> c == '\u00FF', c -> c == ' '));
        assertThat(either.admit(text("1=a"), 1, 2)).isTrue();
        assertThat(either.admit(text("\u00FF= "), 1, 2)).isTrue();
        assertThat(either.admit(text("x=a"), 1, 2)).isFalse();
    }

    @Test
    void aWordBeginsBehindAnEscapesLetter() {
        Neighbours word = Neighbours.ofWord(c -> true);
        assertThat(word.admit(text("\\nAKIA"), 2, 6)).isTrue();
        assertThat(word.admit(text("xAKIA"), 1, 5)).isFalse();
    }

    private static Text text(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return new Text(bytes, 0, bytes.length, false);
    }
}
