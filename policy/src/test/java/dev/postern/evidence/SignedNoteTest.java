package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedNoteTest {

    private static final String LINE = "\u2014 example.com/log M9e0luh4jTE=\n";

    @Test
    void isItsTextABlankLineAndSignatures() {
        SignedNote note = Objects.requireNonNull(SignedNote.parse("one\n\ntwo\n\n" + LINE + LINE));
        assertThat(note.text()).isEqualTo("one\n\ntwo\n");
        assertThat(note.signatures()).hasSize(2);
        assertThat(note.signatures().get(0).keyName()).isEqualTo("example.com/log");
        assertThat(note.signatures().get(0).keyId()).isEqualTo(0x33d7b496);
        assertThat(note.signatures().get(0).signature()).containsExactly(0xe8, 0x78, 0x8d, 0x31);
        assertThat(note.encode()).isEqualTo("one\n\ntwo\n\n" + LINE + LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n" + LINE,
                "text\n\n\u2014 example.com/log M9e0luh4jTE=",
                "\n\n" + LINE + LINE + "x",
                "text\n\n" + LINE + "trailing\n",
                "text\n\nleading\n" + LINE,
                "text\n\n" + LINE + " \n",
                "text\n\n\u2013 example.com/log M9e0luh4jTE=\n",
                "text\n\n- example.com/log M9e0luh4jTE=\n",
                "text\n\n\u2014example.com/log M9e0luh4jTE=\n",
                "text\n\n\u2014  M9e0luh4jTE=\n",
                "text\n\n\u2014 example.com/log  M9e0luh4jTE=\n",
                "text\n\n\u2014 example.com/log M9e0luh4jTE= \n",
                "text\n\n\u2014 example.com/log M9e0luh4jTE\n",
                "text\n\n\u2014 example.com/log M9e0luh4jTF=\n",
                "text\n\n\u2014 example.com/log M9e0lg==\n",
                "text\n\n\u2014 example.com/log \n",
                "text\n\n\u2014 example.com/log\n",
                "text\n\n\u2014 example.com+log M9e0luh4jTE=\n",
                "text\n\n\u2014 example.com\u00a0log M9e0luh4jTE=\n",
                "text\r\n\r\n\u2014 example.com/log M9e0luh4jTE=\r\n",
                "te\txt\n\n" + LINE,
                "te\u0000xt\n\n" + LINE,
                "te\ud800xt\n\n" + LINE,
            })
    void refusesWhatIsNotExactlyANote(String note) {
        assertThat(SignedNote.parse(note)).isNull();
    }

    @Test
    void isBoundedInSignaturesAndSize() {
        assertThat(SignedNote.parse("text\n\n" + LINE.repeat(64))).isNotNull();
        assertThat(SignedNote.parse("text\n\n" + LINE.repeat(65))).isNull();
        String longText = "x".repeat(SignedNote.MAX_CHARACTERS - LINE.length() - 2) + "\n\n";
        assertThat(SignedNote.parse(longText + LINE)).isNotNull();
        assertThat(SignedNote.parse("x" + longText + LINE)).isNull();
    }

    @Test
    void holdsSixteenOfTheLargestSignaturesInUse() {
        String large = "\u2014 witness.example/w " + "A".repeat(6_668) + "\n"; // 5,001 bytes
        assertThat(SignedNote.parse("text\n\n" + large.repeat(16))).isNotNull();
    }

    @Test
    void takesFurtherSignatures() {
        SignedNote note = Objects.requireNonNull(SignedNote.parse("text\n\n" + LINE));
        assertThat(note.with(note.signatures()).encode()).isEqualTo("text\n\n" + LINE + LINE);
    }

    @Test
    void cannotBeMadeWithoutSignaturesOrOutOfWhatCouldNotBeRead() {
        NoteSignature signature = new NoteSignature("log", "M9e0luh4jTE=");
        assertThatThrownBy(() -> new SignedNote("text\n", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SignedNote("text", List.of(signature)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SignedNote("text\n", Collections.nCopies(65, signature)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoteSignature("a b", "M9e0luh4jTE=")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoteSignature("log", "M9e0lg==")).isInstanceOf(IllegalArgumentException.class);
    }
}
