package dev.postern.sidecar.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook of docs/egress.md in a repository of git. */
final class PreCommitIT {

    private static final Path COMMAND = Path.of("target/postern/bin").toAbsolutePath();
    private static final String SECRET = "password = \"h4nter2x\"\n";

    @TempDir
    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        Assumptions.assumeTrue(isThere("git"), "no git here, the hook is NOT tested");
        git("init", "-q");
        git("config", "user.email", "test@localhost");
        git("config", "user.name", "test");
        Path hook = repository.resolve(".git/hooks/pre-commit");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, documented());
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void keepsASecretOutOfTheHistoryAndLetsItBeTakenOut() throws Exception {
        Ended clean = commit("notes.md", "nothing to see\n");
        assertThat(clean.exit).as(clean.out).isZero();
        Ended secret = commit("config.env", "# settings\n" + SECRET);
        assertThat(secret.exit).isNotZero();
        assertThat(secret.out).contains("secret.password").contains("BLOCK").doesNotContain("h4nter2x");
        assertThat(git("log", "--oneline").out.lines()).hasSize(1);

        Ended forced = git("commit", "-q", "--no-verify", "-m", "there already");
        assertThat(forced.exit).isZero();
        assertThat(commit("config.env", "# settings\n").exit).isZero();
    }

    @Test
    void looksOnlyAtWhatIsStagedAndLetsPersonalDataPass() throws Exception {
        Files.writeString(repository.resolve("unstaged.env"), SECRET);
        Ended mail = commit("notes.md", "write to ada@lovelace.org\n");
        assertThat(mail.exit).as(mail.out).isZero();
    }

    private static String documented() throws IOException {
        String document = Files.readString(Path.of("../docs/egress.md"));
        Matcher hook = Pattern.compile("(?s)```text\n(#!/bin/sh\n.*?)```").matcher(document);
        assertThat(hook.find()).isTrue();
        return hook.group(1);
    }

    private Ended commit(String file, String text) throws Exception {
        Files.writeString(repository.resolve(file), text);
        git("add", file);
        return git("commit", "-q", "-m", file);
    }

    private record Ended(int exit, String out) {}

    private Ended git(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add("git");
        builder.command().addAll(List.of(arguments));
        builder.environment().merge("PATH", COMMAND.toString(), (old, ours) -> ours + ":" + old);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process =
                builder.directory(repository.toFile()).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
