package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.evidence.VerifierKey;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.LogAudit;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log whose signing key is changed, with the key before at hand and without. */
@Timeout(60)
final class KeyChangeIT {

    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aCheckpointSignedByBothLeadsFromOneKeyToTheNext() throws Exception {
        Path key = directory.resolve("key.pem");
        Path previous = KeyFile.previous(key);
        KeyFile.generate(key, random);
        run("key: '" + key + "'");
        VerifierKey first = keys().get(0);

        KeyFile.rotate(key, previous, random);
        run("key: '" + key + "'");
        assertThat(newest().signatures()).hasSize(2);
        VerifierKey second = keys().get(0);
        assertThat(keys()).containsExactly(second, first);
        assertThat(second.name()).isEqualTo(first.name());
        assertThat(audit(List.of(first)).verification()).isEqualTo(Verification.verified());

        Files.delete(previous);
        run("key: '" + key + "'");
        assertThat(newest().signatures()).hasSize(1);
        assertThat(audit(keys()).verification()).isEqualTo(Verification.verified());
        assertThat(audit(List.of(first)).verification())
                .isInstanceOfSatisfying(
                        Verification.Refuted.class,
                        refuted -> assertThat(refuted.fault()).isEqualTo(EvidenceFault.KEY_UNKNOWN));
    }

    @Test
    void aLogGoesOnWithAnotherKeyThoughTheOneBeforeIsLost() throws Exception {
        Path key = directory.resolve("key.pem");
        KeyFile.generate(key, random);
        run("key: '" + key + "'");
        Files.delete(key);
        KeyFile.generate(key, random);

        run("key: '" + key + "'");

        assertThat(keys()).hasSize(2);
        AuditReport report = audit(keys());
        assertThat(report.verification()).isEqualTo(Verification.verified());
        assertThat(report.counts().runs()).isEqualTo(2);
    }

    private void run(String evidence) throws IOException {
        Files.createDirectories(directory.resolve("bundle"));
        Files.writeString(directory.resolve("bundle/policy.ccl"), "permit read on '/**'\n");
        try (Sidecar sidecar = Launched.from("""
                        bundle: {path: '%1$s/bundle', watch: false}
                        state_dir: '%1$s/state'
                        listen: {grpc: '127.0.0.1:0', http: 'off'}
                        warm_up: {checks: 0}
                        evidence: {%2$s, directory: '%1$s/log'}
                        """.formatted(directory, evidence));
                PosternClient client = PosternClient.builder(sidecar.checks())
                        .deadline(PATIENT)
                        .build()) {
            assertThat(client.check(CheckRequest.of("read", "/a")).allowed()).isTrue();
        }
    }

    private SignedNote newest() throws IOException {
        return Objects.requireNonNull(SignedNote.parse(Files.readString(directory.resolve("log/checkpoint"))));
    }

    private List<VerifierKey> keys() throws IOException {
        return Objects.requireNonNull(VerifierKey.parseLines(Files.readString(directory.resolve("log/log.vkey"))));
    }

    private AuditReport audit(List<VerifierKey> believed) throws IOException {
        return new LogAudit(FileDisk.existing(directory.resolve("log")), LogAudit.Settings.of(TrustPolicy.of(believed)))
                .run();
    }
}
