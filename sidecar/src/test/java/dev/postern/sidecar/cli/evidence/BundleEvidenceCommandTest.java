package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.Dsse;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.EgressCertificate;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.session.Artefact;
import dev.postern.evidence.session.ArtefactKind;
import dev.postern.evidence.session.BundleName;
import dev.postern.evidence.session.EvidenceBundle;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.keys.KeyFile;
import dev.postern.v1.EgressAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle of one session out of a log that holds two. */
final class BundleEvidenceCommandTest {

    private static final SigningKey STRANGER = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

    @TempDir
    private static Path directory = Path.of("");

    private static EgressAnswer judged = EgressAnswer.getDefaultInstance();

    @BeforeAll
    static void answer() throws IOException {
        try (JudgedSessions sessions = new JudgedSessions(directory)) {
            sessions.check("s1");
            sessions.check("s2");
            sessions.check("s1");
            judged = sessions.judge("s2");
        }
    }

    @Test
    void holdsTheReceiptsOfTheSessionAndVerifiesAlone() throws IOException {
        Run run = bundle("--session", "s1");
        assertThat(run.exit()).as(run.err()).isZero();
        String name = run.err().strip();
        assertThat(name).startsWith("evid:s1:");
        Path file = Files.writeString(directory.resolve("s1.json"), run.out());

        Run verified = verify(file, "--name", name, "--json");
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains(
                        "\"name\":\"" + name + "\"", "\"receipt\":2,\"proof\":2,\"egress_certificate\":0,\"token\":0");
        assertThat(verify(file, "--name", name.replace("s1", "s2")).exit()).isEqualTo(EvidenceFault.MALFORMED.number());
    }

    @Test
    void aCertificateBringsTheReceiptThatNamesIt() throws IOException {
        Run run = bundle("--session", "s2", "--certificate", certificate().toString());
        assertThat(run.exit()).as(run.err()).isZero();
        Path file = Files.writeString(directory.resolve("s2.json"), run.out());
        assertThat(verify(file, "--json").out()).contains("\"receipt\":2,\"proof\":2,\"egress_certificate\":1");

        String gate = KeyFile.read(directory.resolve("gate.pem")).publicKey().hex();
        assertThat(verify(file, "--gate", gate).exit()).isZero();
        assertThat(verify(file, "--gate", STRANGER.publicKey().hex()).exit())
                .isEqualTo(EvidenceFault.KEY_UNKNOWN.number());
    }

    @Test
    void aBundleThatIsKeptLiesBesideTheLog() throws IOException {
        Run run = bundle("--session", "s1", "--keep");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        BundleName name = Objects.requireNonNull(BundleName.parse(run.err().strip()));
        Path file = directory.resolve("evidence/sessions/s1." + name.root().hex() + ".json");
        assertThat(verify(file, "--name", name.toString()).exit()).isZero();
    }

    @Test
    void aCertificateThatNoReceiptNamesIsFoundOut() throws IOException {
        Path forged = certificate("s2", judged.getDecisionId());
        assertThat(bundle("--session", "s2", "--certificate", forged.toString()).err())
                .contains("names another certificate");

        EvidenceBundle honest = ((EvidenceBundle.Opening.Opened) EvidenceBundle.open(
                        bundle("--session", "s2").out().getBytes(StandardCharsets.UTF_8), JsonLimits.STRICT))
                .bundle();
        List<Artefact> artefacts = new ArrayList<>(honest.artefacts());
        artefacts.add(Artefact.of(ArtefactKind.EGRESS_CERTIFICATE, Files.readAllBytes(forged)));
        Path file = Files.write(
                directory.resolve("forged.json"),
                EvidenceBundle.gather("s2", artefacts).toJson());
        Run verified = verify(file);
        assertThat(verified.exit()).isEqualTo(EvidenceFault.MALFORMED.number());
        assertThat(verified.out()).contains("no receipt beside it names");
    }

    @Test
    void aReceiptOfAnotherLogOrOneThatWasChangedIsFoundOut() throws IOException {
        Path file = Files.writeString(
                directory.resolve("changed.json"), bundle("--session", "s1").out());
        String text = Files.readString(file);
        int digest = text.indexOf("\"content\":\"") + 30;
        Files.writeString(
                file,
                text.substring(0, digest) + (text.charAt(digest) == 'A' ? 'B' : 'A') + text.substring(digest + 1));
        assertThat(verify(file).exit()).isEqualTo(EvidenceFault.MALFORMED.number());

        Files.writeString(file, text);
        Run stranger = Run.of("evidence", "verify", file.toString(), "--key", EvidenceFiles.key());
        assertThat(stranger.exit()).isEqualTo(EvidenceFault.KEY_UNKNOWN.number());
    }

    @Test
    void whatIsNotThereCannotBeGathered() throws IOException {
        assertThat(bundle("--session", "nobody").exit()).isEqualTo(Exit.USAGE);
        assertThat(bundle("--session", "a b").exit()).isEqualTo(Exit.USAGE);
        assertThat(bundle(
                                "--session",
                                "s2",
                                "--certificate",
                                certificate("s2", "0000000000000000-1-0").toString())
                        .err())
                .contains("no receipt under the newest checkpoint");
        assertThat(bundle(
                                "--session",
                                "s2",
                                "--certificate",
                                certificate("s1", judged.getDecisionId()).toString())
                        .err())
                .contains("is of session 's1'");
    }

    private static Path certificate() throws IOException {
        return Files.write(
                Files.createTempFile(directory, "certificate", ".json"),
                judged.getCertificate().toByteArray());
    }

    /** One that the gate did not make. */
    private static Path certificate(String session, String decision) throws IOException {
        String payload = "{\"id\":\"" + decision + "\",\"session\":\"" + session + "\"}";
        byte[] signed = Dsse.sign(EgressCertificate.PAYLOAD_TYPE, payload.getBytes(StandardCharsets.UTF_8), STRANGER)
                .toJson();
        return Files.write(Files.createTempFile(directory, "certificate", ".json"), signed);
    }

    private static Run bundle(String... options) {
        return Run.of(Stream.concat(
                        Stream.of(
                                "evidence",
                                "bundle",
                                directory.resolve("evidence").toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private static Run verify(Path file, String... options) {
        String key = directory.resolve("evidence/log.vkey").toString();
        return Run.of(Stream.concat(Stream.of("evidence", "verify", file.toString(), "--key", key), Stream.of(options))
                .toArray(String[]::new));
    }
}
