package dev.postern.egress.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    @ParameterizedTest
    @ValueSource(strings = {"secret-names.txt", "placeholders.txt", "issuers.txt"})
    void noWordIsListedTwiceInASection(String resource) {
        Vocabulary.sections(resource)
                .forEach((section, words) -> assertThat(words).as(section).doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-names.txt", "placeholders.txt", "issuers.txt"})
    void wordsAreInLowerCase(String resource) {
        Vocabulary.sections(resource)
                .forEach((section, words) -> assertThat(words)
                        .as(section)
                        .allSatisfy(word -> assertThat(word).isLowerCase()));
    }

    @Test
    void noTokenIsListedTwice() {
        assertThat(Vocabulary.lines("tokens.txt")).doesNotHaveDuplicates();
    }

    @Test
    void aSectionThatIsNotThereIsABug() {
        assertThatThrownBy(() -> Vocabulary.trie("issuers.txt", "none")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Vocabulary.lines("none.txt")).isInstanceOf(IllegalStateException.class);
    }
}
