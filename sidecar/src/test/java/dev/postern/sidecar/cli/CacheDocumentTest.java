package dev.postern.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/cache.md and docs/fleet.md show can be written so, and the tests they name are there. */
class CacheDocumentTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");
    private static final List<Path> TESTS = List.of(Path.of("src/test/java"), Path.of("../policy/src/test/java"));

    private static String document(String name) throws IOException {
        return Files.readString(Path.of("../docs", name));
    }

    private static List<String> blocks(String document, String language) {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void everyCommandReachesForTheSidecar() throws IOException {
        List<String> commands = blocks(document("cache.md"), "sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("postern "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(2);
        for (String command : commands) {
            String[] words =
                    command.substring("postern ".length()).replace("'", "").split(" ", -1);
            assertThat(Run.of(words).err()).as(command).contains("did not invalidate: UNAVAILABLE");
        }
    }

    @Test
    void everyConfigurationIsGood() throws IOException {
        List<String> configurations = Stream.of("cache.md", "fleet.md")
                .flatMap(name -> {
                    try {
                        return blocks(document(name), "yaml").stream();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(configurations).isNotEmpty();
        for (String text : configurations) {
            assertThat(SidecarConfig.read(new ConfigSources("postern.yaml", text, Map.of(), Map.of())))
                    .as(text)
                    .isInstanceOf(ConfigResult.Good.class);
        }
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        List<MatchResult> named = NAMED.matcher(document("cache.md")).results().toList();
        assertThat(named).hasSizeGreaterThan(20);
        for (MatchResult test : named) {
            assertThat(source(test.group(1))).as(test.group()).contains(" void " + test.group(2) + "(");
        }
    }

    private static String source(String className) throws IOException {
        for (Path root : TESTS) {
            try (Stream<Path> files = Files.walk(root)) {
                List<Path> found =
                        files.filter(file -> file.endsWith(className + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        return "";
    }
}
