package dev.postern.sidecar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the {@code sh} blocks of docs/cli.md that start with {@code postern} and compares the text block that follows. */
final class CliDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/cli.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)```sh\n(postern .*?)\n```\n(?:\n```(?:text|json)\n(.*?)```\n)?");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern EXIT = Pattern.compile(" # exit ([0-9])$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    /** A command of the document. */
    record Example(List<String> words, int exit, String output) {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    static Stream<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(Files.readString(DOCUMENT, UTF_8)); block.find(); ) {
            String command = block.group(1).replace("\\\n", " ");
            Matcher exit = EXIT.matcher(command);
            int expected = exit.find() ? Integer.parseInt(exit.group(1)) : 0;
            String output = block.group(2);
            examples.add(new Example(words(exit.replaceFirst("")), expected, output == null ? "" : output));
        }
        assertThat(examples).hasSizeGreaterThan(7);
        return examples.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void everyExampleDoesWhatTheDocumentShows(Example example) {
        String[] arguments = example.words().stream().skip(1).toArray(String[]::new);
        Run run = Run.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().replace("../deploy/", "deploy/")).isEqualTo(example.output());
        assertThat(run.exit()).isEqualTo(example.exit());
    }

    @Test
    void listsEveryCommandAndNoOther() throws IOException {
        List<String> listed = Files.readAllLines(DOCUMENT, UTF_8).stream()
                .filter(row -> row.startsWith("| `") && row.contains("](") && !row.startsWith("| `-"))
                .map(row -> row.split(" \\| ", 2)[0])
                .flatMap(cell -> QUOTED.matcher(cell).results().map(name -> name.group(1)))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(Commands.doing());
    }

    /** The document speaks from the repository's root, the test runs in its module. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            String text = word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
            words.add(text.startsWith("deploy/") ? "../" + text : text);
        }
        return words;
    }
}
