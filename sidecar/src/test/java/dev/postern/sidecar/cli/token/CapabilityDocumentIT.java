package dev.postern.sidecar.cli.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.crypto.KeyEncoding;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.serve.RunningSidecar;
import dev.postern.sidecar.keys.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/capabilities.md does, top to bottom, with the configuration and the policy it shows. */
@Timeout(120)
final class CapabilityDocumentIT {

    private static final Path DOCUMENT = Path.of("../docs/capabilities.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(sh|yaml|ccl)\n(.*?)```\n");
    private static final Pattern COMMAND = Pattern.compile("postern (.*?)(?: > (\\S+))?(?: # exit ([0-9]+))?");

    private static final Pattern FILE =
            Pattern.compile("(acme=|)((?:issuer|holder)\\.pem|narrow|bound|token|state/\\w+)");

    @TempDir
    Path directory;

    private @Nullable RunningSidecar sidecar;

    @AfterEach
    void stop() {
        if (sidecar != null) {
            sidecar.close();
        }
    }

    @Test
    void everyCommandDoesWhatTheDocumentSays() throws Exception {
        String document = Files.readString(DOCUMENT, UTF_8);
        Files.writeString(directory.resolve("policy.ccl"), blocks(document, "ccl"));
        Files.createDirectory(directory.resolve("state"));
        int commands = 0;
        for (Matcher block = BLOCK.matcher(document); block.find(); ) {
            if (block.group(1).equals("sh")) {
                for (String line : block.group(2).lines().toList()) {
                    run(line, document);
                    commands++;
                }
            }
        }
        assertThat(commands).isGreaterThan(10);
    }

    private void run(String line, String document) throws Exception {
        Matcher command = COMMAND.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        List<String> words = new ArrayList<>();
        for (String word : command.group(1).split(" ", -1)) {
            words.add(
                    words.isEmpty()
                            ? word
                            : word.equals("SIDECAR") ? sidecar(document).checks() : located(word));
        }
        int expected = command.group(3) == null ? 0 : Integer.parseInt(command.group(3));
        // What one process revokes another knows a little later.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Run run = Run.at(Clock.systemUTC(), words.toArray(String[]::new));
            assertThat(run.exit()).as(line + "\n" + run.out() + run.err()).isEqualTo(expected);
            if (command.group(2) != null) {
                Files.writeString(directory.resolve(command.group(2)), run.out());
            }
        });
    }

    /** Files of the document are in the directory. */
    private String located(String word) {
        Matcher file = FILE.matcher(word);
        return file.matches() ? file.group(1) + directory.resolve(file.group(2)) : word;
    }

    private RunningSidecar sidecar(String document) throws Exception {
        RunningSidecar running = sidecar;
        if (running == null) {
            Path key = directory.resolve("issuer.pub");
            Files.write(
                    key,
                    KeyEncoding.printPublicPem(
                            KeyFile.read(directory.resolve("issuer.pem")).publicKey()));
            running = Launched.from("bundle: {path: '%1$s/policy.ccl'}\nstate_dir: '%1$s/state'\n".formatted(directory)
                    + "listen: {grpc: '127.0.0.1:0', http: off}\nwarm_up: {checks: 0}\n"
                    + blocks(document, "yaml").replace("issuer.pub", key.toString()));
            sidecar = running;
        }
        return running;
    }

    private static String blocks(String document, String kind) {
        StringBuilder text = new StringBuilder();
        for (Matcher block = BLOCK.matcher(document); block.find(); ) {
            if (block.group(1).equals(kind)) {
                text.append(block.group(2));
            }
        }
        return text.toString();
    }
}
