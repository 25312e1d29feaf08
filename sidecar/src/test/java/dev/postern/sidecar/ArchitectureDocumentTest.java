package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md shows the whole house and nothing that is not there. */
class ArchitectureDocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of("policy", "sidecar", "client-sdk/java", "loadtest");
    private static final Pattern PACKAGE = Pattern.compile("`(dev\\.postern[a-z.]*|….[a-z]+)`");

    @Test
    void listsEveryPackageAndNoOther() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.endsWith("package-info.java"))
                        .map(file ->
                                sources.relativize(file.getParent()).toString().replace('/', '.'))
                        .forEach(packages::add);
            }
        }

        assertThat(listed()).containsExactlyInAnyOrderElementsOf(packages);
    }

    /** The packages of the table; {@code ….x} lies in the one named before it. */
    private static Set<String> listed() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String row : Files.readAllLines(ROOT.resolve("docs/architecture.md"))) {
            String outer = "";
            Matcher names = PACKAGE.matcher(row.startsWith("|") ? row : "");
            while (names.find()) {
                String name = names.group(1);
                outer = name.startsWith("….") ? outer : name;
                listed.add(name.startsWith("….") ? outer + name.substring(1) : name);
            }
        }
        return listed;
    }
}
