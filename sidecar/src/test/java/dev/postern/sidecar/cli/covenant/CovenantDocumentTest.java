package dev.postern.sidecar.cli.covenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/covenants.md does, top to bottom. */
final class CovenantDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/covenants.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(?:sh|(?:json|ccl) (\\S+))\n(.*?)```");
    private static final Pattern FILE =
            Pattern.compile("(sqlite:|file:|)([a-z]+\\.(?:json|pem|db|key)|policies|sealed)");
    /** Stands for the beneficiary's key, which everybody generates for themselves. */
    private static final String KEY = "7422b988…";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyStepDoesWhatTheDocumentSays() throws IOException {
        Path secret = Files.writeString(directory.resolve("store.key"), "0123456789abcdef".repeat(4));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        int commands = 0;
        for (MatchResult block :
                BLOCK.matcher(Files.readString(DOCUMENT)).results().toList()) {
            if (block.group(1) != null) {
                Path file = directory.resolve(block.group(1));
                Files.createDirectories(file.getParent());
                Files.writeString(file, block.group(2));
            } else {
                for (String line : block.group(2).split("\n", -1)) {
                    if (!line.isEmpty()) {
                        run(line);
                        commands++;
                    }
                }
            }
        }
        assertThat(commands).isGreaterThan(15);
        assertThat(directory.resolve("policies/bundle.covenant.json")).exists();

        Files.writeString(directory.resolve("policies/docs.ccl"), "permit ** on '/**'\n");
        Run tampered = Run.of(
                "check",
                "--bundle",
                directory.resolve("policies").toString(),
                "--action",
                "read",
                "--resource",
                "/docs/1");
        assertThat(tampered.exit()).isEqualTo(2);
        assertThat(tampered.err()).contains("docs.ccl:1:1: error: not the file that the bundle's covenant signs");
    }

    private void run(String line) throws IOException {
        List<String> parts = List.of(line.split(" > ", -1));
        String[] words = parts.get(0).replaceFirst("postern ", "").split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = located(words[i]);
        }
        boolean generates = words[0].equals("keys");
        Run run = Run.of(generates ? new String[] {words[0], words[1], "--json", words[2]} : words);
        assertThat(run.exit()).as(line + "\n" + run.out() + run.err()).isZero();
        if (parts.size() == 2) {
            Files.writeString(directory.resolve(parts.get(1)), run.out());
        }
        if (generates && words[2].endsWith("beneficiary.pem")) {
            giveKey(Json.JSON.readTree(run.out()).get("publicKey").asText());
        }
    }

    private String located(String word) throws IOException {
        if (word.equals("ID")) {
            String covenant = Files.readString(directory.resolve("covenant.json"));
            return Json.JSON.readTree(covenant).get("id").asText();
        }
        Matcher file = FILE.matcher(word);
        return file.matches() ? file.group(1) + directory.resolve(file.group(2)) : word;
    }

    private void giveKey(String key) throws IOException {
        Path draft = directory.resolve("draft.json");
        Files.writeString(draft, Files.readString(draft).replace(KEY, key));
    }
}
