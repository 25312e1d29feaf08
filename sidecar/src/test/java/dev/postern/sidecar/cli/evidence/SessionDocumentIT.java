package dev.postern.sidecar.cli.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.client.EvidenceClient;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/evidence.md says of sessions and of deciding again, with a sidecar that runs, and compares what it shows. */
@Timeout(60)
final class SessionDocumentIT {

    private static final Pattern SECTION =
            Pattern.compile("(?s)\n## (?:A session|What would be decided now)\n(.*?)(?=\n## )");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)```(console|java)\n(.*?)\n```\n(?:\n```text\n(.*?)```\n)?");
    private static final Pattern COMMAND = Pattern.compile("postern (.*?)(?: # exit ([0-9]+))?");
    private static final Pattern NAME = Pattern.compile("evid:7f3a:[0-9a-f]{64}");
    private static final Path SOURCE = Path.of("src/test/java/dev/postern/sidecar/cli/evidence/SessionDocumentIT.java");

    @TempDir
    private Path directory;

    private String name = "";

    @Test
    void everyStepDoesWhatTheDocumentShows() throws IOException {
        String document = Files.readString(Path.of("../docs/evidence.md"), UTF_8);
        int steps = 0;
        try (JudgedSessions sessions = new JudgedSessions(directory)) {
            write(sessions);
            for (Matcher section = SECTION.matcher(document); section.find(); ) {
                for (Matcher block = BLOCK.matcher(section.group(1)); block.find(); steps++) {
                    if (block.group(1).equals("java")) {
                        assertThat(Files.readString(SOURCE, UTF_8).replaceAll("\n +", "\n"))
                                .contains(block.group(2).replaceAll("\n +", "\n"));
                        fetch(sessions.admin());
                    } else {
                        assertThat(run(block.group(2))).as(block.group(2)).matches(shown(block.group(3)));
                    }
                }
            }
        }
        assertThat(steps).isEqualTo(9);
    }

    private void write(JudgedSessions sessions) throws IOException {
        sessions.check("7f3a");
        sessions.check("0000");
        Files.write(
                directory.resolve("egress.json"),
                sessions.judge("7f3a").getCertificate().toByteArray());
        Files.writeString(
                directory.resolve("gate.pub"),
                KeyFile.read(directory.resolve("gate.pem")).publicKey().hex());
        Files.writeString(
                directory.resolve("other.pub"),
                SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]).publicKey().hex());
        Files.writeString(directory.resolve("write.ccl"), "permit write on '/**'\n");
    }

    private void fetch(String admin) throws IOException {
        Path file = directory.resolve("fetched.json");
        Duration deadline = Duration.ofSeconds(10);
        try (EvidenceClient operators = EvidenceClient.open(admin, null, deadline)) {
            Files.write(file, operators.bundle(name));
        }
    }

    /** What a command prints on either stream, with the files it names in the directory and shown without it. */
    private String run(String line) {
        Matcher command = COMMAND.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        String[] words = command.group(1).replace("NAME", name).split(" ", -1);
        for (int i = 2; i < words.length; i++) {
            if (words[i].endsWith(".json") || Files.exists(directory.resolve(words[i]))) {
                words[i] = directory.resolve(words[i]).toString();
            }
        }
        Run run = Run.of(words);
        String both = (run.out() + run.err()).replace(directory + "/", "");
        assertThat(run.exit())
                .as(line + "\n" + both)
                .isEqualTo(command.group(2) == null ? 0 : Integer.parseInt(command.group(2)));
        Matcher named = NAME.matcher(both);
        if (named.find()) {
            name = named.group();
        }
        return both;
    }

    /** What differs from log to log is shown as an ellipsis. */
    private static Pattern shown(String text) {
        return Pattern.compile(Pattern.quote(text).replace("…", "\\E[0-9a-f]+\\Q"));
    }
}
