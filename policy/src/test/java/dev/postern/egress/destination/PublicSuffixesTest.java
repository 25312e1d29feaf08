package dev.postern.egress.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PublicSuffixesTest {

    private static final Pattern LINE =
            Pattern.compile("^checkPublicSuffix\\('([^']*)', (?:'([^']*)'|null)\\);", Pattern.MULTILINE);

    @Test
    void agreesWithTheListsOwnTests() throws IOException {
        int checked = 0;
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/vectors/egress/publicsuffix-test_psl.txt"))) {
            Matcher line = LINE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (line.find()) {
                String name = line.group(1).toLowerCase(Locale.ROOT);
                assertThat(PublicSuffixes.registered(name)).as(name).isEqualTo(line.group(2));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(70);
    }
}
