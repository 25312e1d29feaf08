package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void docListsEveryCodeInOrder() throws IOException {
        String doc = Files.readString(Path.of("../docs/reasons.md"));
        List<String> listed = Pattern.compile("^\\| `([a-z_.]+)` \\|", Pattern.MULTILINE)
                .matcher(doc)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    @Test
    void codesAreUnique() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::code)).doesNotHaveDuplicates();
    }
}
