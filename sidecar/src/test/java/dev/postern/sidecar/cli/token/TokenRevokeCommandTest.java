package dev.postern.sidecar.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.RevocationText;
import dev.postern.capability.Terms;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.identity.SampleTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRevokeCommandTest {

    private static final long NOW = Run.CLOCK.millis() / 1000;
    private static final RevocationName NAME = RevocationName.ofToken("t-1");

    @TempDir
    Path directory;

    @Test
    void aTokenIsRevokedUntilItExpires() throws IOException {
        SampleTokens tokens = new SampleTokens(NOW);
        long expires = tokens.held("t-1").last().grant().lifetime().expiresAt();
        assertThat(revoke(tokens.text("t-1"))).isEqualTo(new Revocation.OfToken(NAME, expires));
    }

    @Test
    void anIdIsRevokedUntilItIsSaidToExpire() throws IOException {
        assertThat(revoke("--id", "t-1", "--expires", "2027-01-01T01:00:00+01:00"))
                .isEqualTo(new Revocation.OfToken(
                        NAME, Instant.parse("2027-01-01T00:00:00Z").getEpochSecond()));
    }

    @Test
    void anIdAloneIsRevokedForAsLongAsAnyTokenCounts() throws IOException {
        assertThat(revoke("--id", "t-1")).isEqualTo(new Revocation.OfToken(NAME, NOW + Terms.GREATEST_AGE.toSeconds()));
    }

    @Test
    void timesThatArePastOrNoneAreRefusedAndNothingIsWritten() {
        for (String time : new String[] {
            Run.CLOCK.instant().toString(),
            "2026-01-05T09:59:59Z",
            "1970-01-01T00:00:00Z",
            "-000001-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "+10000-01-01T00:00:00Z",
            "2027-01-01",
            "1800000000",
            "",
            "10m"
        }) {
            Run run = run("--id", "t-1", "--expires", time);
            assertThat(run.exit()).as(time).isEqualTo(Exit.USAGE);
            assertThat(run.err()).contains("--expires '" + time + "', expected a time to come");
        }
        assertThat(run("--subject", "s", "--expires", "2027-01-01T00:00:00Z").exit())
                .isEqualTo(Exit.USAGE);
        assertThat(file()).doesNotExist();
    }

    /** What was written, and nothing else was. */
    private Revocation revoke(String... what) throws IOException {
        Run run = run(what);
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.OK);
        return Objects.requireNonNull(
                RevocationText.parse(Files.readString(file()).strip()));
    }

    private Run run(String... what) {
        String[] words = new String[what.length + 4];
        words[0] = "token";
        words[1] = "revoke";
        words[2] = "--file";
        words[3] = file().toString();
        System.arraycopy(what, 0, words, 4, what.length);
        return Run.of(words);
    }

    private Path file() {
        return directory.resolve("revocations");
    }
}
