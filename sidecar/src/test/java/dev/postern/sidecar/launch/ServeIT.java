package dev.postern.sidecar.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code postern serve} as a process: what it says, which signals it hears and what it leaves behind. */
@Timeout(180)
final class ServeIT {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final CheckRequest QUESTION =
            CheckRequest.of("file.read", "/docs/public/welcome").principal("alice");

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void toldToEndItEndsWithZero(String signal) throws Exception {
        try (Postern postern = serve("--example")) {
            assertThat(reason(postern)).isEqualTo("policy.permit");

            Signals.assumeHeeded(signal);
            postern.signal(signal);

            assertThat(postern.exit()).as(postern::err).isZero();
        }
    }

    @Test
    void servesTheExampleFromItsStateDirectoryAndLeavesNothingElse() throws Exception {
        Path temporary = Files.createDirectory(work.resolve("tmp"));
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        for (int start = 0; start < 2; start++) {
            try (Postern postern = serve(environment, "--example")) {
                assertThat(reason(postern)).isEqualTo("policy.permit");
                postern.signal("TERM");
                assertThat(postern.exit()).isZero();
            }
        }
        assertThat(work.resolve("xdg/postern/example/docs.ccl")).exists();
        assertThat(work.resolve("xdg/postern/admin.sock")).doesNotExist();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.toString().contains("postern"))).isEmpty();
        }
    }

    @Test
    void saysThatABundleThatIsNotThereKeepsItFromBeingReadyAndTakesItUpWhenItComes() throws Exception {
        Path bundle = work.resolve("bundle");
        try (Postern postern = serve("--bundle", bundle.toString(), "--set", "bundle.interval=50ms")) {
            assertThat(reason(postern)).isEqualTo("not_ready");
            assertThat(postern.errLines())
                    .contains("postern: NOT READY, the bundle at " + bundle + " was refused")
                    .contains(bundle + ":1:1: error: no such file or directory")
                    .contains(
                            "postern: checks on " + postern.checks() + " are denied 'not_ready' until that is mended");

            Files.createDirectory(bundle);
            Files.writeString(bundle.resolve("a.ccl"), "permit file.read on '/**'\n");

            await().atMost(PATIENT).until(() -> reason(postern).equals("policy.permit"));
        }
    }

    @Test
    void saysWhatIsWrongWithABadFirstBundleAndReadsItAgainOnTheSignal() throws Exception {
        Path policy = Files.writeString(work.resolve("a.ccl"), "permit file.read on\n");
        try (Postern postern = serve("--bundle", policy.toString(), "--set", "bundle.watch=false")) {
            assertThat(reason(postern)).isEqualTo("not_ready");
            assertThat(postern.errLines())
                    .anyMatch(line -> line.startsWith("postern: NOT READY, "))
                    .anyMatch(line -> line.startsWith("a.ccl:1:20: error: found the end of the line, expected"));

            Files.writeString(policy, "permit file.read on '/**'\n");
            Signals.assumeHeeded("HUP");
            postern.signal("HUP");

            await().atMost(PATIENT).until(() -> reason(postern).equals("policy.permit"));
        }
    }

    @Test
    void saysWhyItCannotStart() throws Exception {
        try (Postern first = serve("--example");
                Postern second = Postern.start(
                        Postern.LAYOUT,
                        work,
                        Map.of(),
                        "serve",
                        "--example",
                        "--set",
                        "listen.http=off",
                        "--set",
                        "state_dir=" + work.resolve("elsewhere"),
                        "--set",
                        "listen.grpc=" + first.checks())) {
            assertThat(second.exit()).isEqualTo(3);
            assertThat(second.err())
                    .contains("postern: failed to bind to address")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void printsTheConfigurationThatCountsAndStartsNothing() throws Exception {
        try (Postern postern = serve("--example", "--print-config")) {
            assertThat(postern.exit()).isZero();
            assertThat(postern.out())
                    .contains("bundle.path: " + work.resolve("xdg/postern/example") + "  # flag\n")
                    .contains("log.level: info  # default\n");
        }
        assertThat(work.resolve("xdg")).doesNotExist();
    }

    private Postern serve(String... args) throws IOException {
        return serve(Map.of(), args);
    }

    private Postern serve(Map<String, String> environment, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("serve"));
        all.addAll(List.of(args));
        all.addAll(List.of(
                "--set", "listen.grpc=127.0.0.1:0", "--set", "listen.http=127.0.0.1:0", "--set", "warm_up.checks=80"));
        return Postern.start(Postern.LAYOUT, work, environment, all.toArray(String[]::new));
    }

    private static String reason(Postern postern) {
        try (PosternClient client =
                PosternClient.builder(postern.checks()).deadline(PATIENT).build()) {
            return client.check(QUESTION).reason();
        }
    }
}
