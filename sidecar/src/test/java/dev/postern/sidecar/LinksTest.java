package dev.postern.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of every document leads to a file that is there, and to a heading in it. */
final class LinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?sm)^```.*?^```");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    /** Of others, or made by a build. */
    private static final Set<String> ELSEWHERE = Set.of("target", "third_party", "node_modules", ".git");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            for (MatchResult link : LINK.matcher(prose(document)).results().toList()) {
                if (!link.group(1).contains(":")) {
                    links++;
                    if (!leads(document, link.group(1), link.group(2))) {
                        broken.add(ROOT.relativize(document) + ": " + link.group());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(50);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(ROOT.relativize(file).toString().split("/", -1))
                            .noneMatch(ELSEWHERE::contains))
                    .toList();
        }
    }

    private static boolean leads(Path document, String file, String heading) throws IOException {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target) && (heading == null || headings(target).contains(heading));
    }

    /** The headings of a document as links name them. */
    private static Set<String> headings(Path document) throws IOException {
        return HEADING.matcher(prose(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{Alnum}\\p{IsLatin} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String prose(Path document) throws IOException {
        return FENCED.matcher(Files.readString(document, UTF_8)).replaceAll("");
    }
}
