package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.envoy.EnvoyConfig;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/ext-authz.md shows can be written so: its policy, and every piece of the sidecar's configuration. */
final class ExtAuthzDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/ext-authz.md");

    @Test
    void itsPolicyCompiles() throws IOException {
        assertThat(blocks("ccl", ""))
                .hasSize(1)
                .allSatisfy(policy -> assertThat(Program.compile(List.of(new SourceFile("web.ccl", policy))))
                        .isInstanceOf(Compilation.Compiled.class));
    }

    @Test
    void itsExamplesSayWhatTheTextSays() throws IOException {
        List<EnvoyConfig> all = configurations();

        assertThat(all).hasSize(4);
        assertThat(all.get(0).routes()).hasSize(3);
        assertThat(Objects.requireNonNull(all.get(1).identity()).namespace()).isEqualTo("envoy.filters.http.jwt_authn");
        assertThat(all.get(1).metadata()).containsOnlyKeys("geo");
        assertThat(all.get(2).body()).isEqualTo(new EnvoyConfig.Body(true, 64 << 10, 32));
        assertThat(all.get(3).upstream().set()).containsOnlyKeys("x-user");
        assertThat(all.get(3).upstream().remove()).containsExactly("x-internal");
    }

    private static List<EnvoyConfig> configurations() throws IOException {
        return blocks("yaml", "envoy:\n").stream()
                .map(text -> SidecarConfig.read(new ConfigSources("postern.yaml", text, Map.of(), Map.of())))
                .peek(result -> assertThat(result).isInstanceOf(ConfigResult.Good.class))
                .map(result ->
                        ((ConfigResult.Good<SidecarConfig>) result).config().envoy())
                .toList();
    }

    private static List<String> blocks(String language, String start) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(" + start + ".*?)```")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring(block.indexOf('\n') + 1, block.length() - 3))
                .toList();
    }
}
