package dev.postern.sidecar.cli.covenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CovenantCommandsTest {

    @TempDir
    private Path dir = Path.of("");

    private String issuer = "";
    private String beneficiary = "";
    private String draft = "";

    @BeforeEach
    void makeKeysAndADraft() throws IOException {
        issuer = dir.resolve("issuer.pem").toString();
        beneficiary = dir.resolve("beneficiary.pem").toString();
        Run.of("keys", "generate", issuer);
        JsonNode key = Json.JSON.readTree(
                Run.of("keys", "generate", "--json", beneficiary).out());
        draft = draft("draft.json", key.get("publicKey").asText(), "permit read on '/data/**'");
    }

    @Test
    void aSignedDraftPassesTheElevenChecks() throws IOException {
        String covenant = signed("covenant.json", "covenant", "sign", draft, "--key", issuer);

        Run verified = Run.of("covenant", "verify", "--json", covenant);

        assertThat(verified.exit()).isZero();
        JsonNode report = Json.JSON.readTree(verified.out());
        assertThat(report.get("valid").asBoolean()).isTrue();
        assertThat(report.get("checks")).hasSize(11);
        assertThat(report.get("checks").fieldNames().next()).isEqualTo("id_match");
    }

    @Test
    void aChangedCovenantFailsAndSaysWhere() throws IOException {
        String covenant = signed("covenant.json", "covenant", "sign", draft, "--key", issuer);
        String changed =
                write("changed.json", Files.readString(Path.of(covenant)).replace("/data/**", "/**"));

        Run verified = Run.of("covenant", "verify", changed);

        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.out()).contains("FAIL  id_match", "FAIL  signature_valid", "pass  ccl_parses");
        assertThat(Run.of("covenant", "verify", "--strict", covenant).exit()).isEqualTo(1);
    }

    @Test
    void aDelegatedCovenantIsVerifiedAsAChain() throws IOException {
        String root = signed("root.json", "covenant", "sign", draft, "--key", issuer);
        String narrow = draft("narrow.json", "0".repeat(64), "permit read on '/data/public/**'");
        String wide = draft("wide.json", "0".repeat(64), "permit ** on '/**'");
        String child = signed("c.json", "covenant", "sign", narrow, "--parent", root, "--key", beneficiary);
        String wider = signed("w.json", "covenant", "sign", wide, "--parent", root, "--key", beneficiary);

        assertThat(Run.of("covenant", "verify", root, child).exit()).isZero();
        Run refused = Run.of("covenant", "verify", root, wider);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).contains("FAIL  narrowing_valid");
    }

    @Test
    void aCountersignatureCounts() throws IOException {
        String covenant = signed("covenant.json", "covenant", "sign", draft, "--key", issuer);

        String both =
                signed("both.json", "covenant", "countersign", covenant, "--key", beneficiary, "--role", "auditor");

        assertThat(Files.readString(Path.of(both))).contains("\"signerRole\":\"auditor\"");
        assertThat(Run.of("covenant", "verify", both).exit()).isZero();
    }

    @Test
    void whatIsNoCovenantOrNoPolicyIsRefusedWithItsFile() throws IOException {
        String nonsense = write("nonsense.json", "{");
        assertThat(Run.of("covenant", "verify", nonsense).err()).startsWith(nonsense + ":1:1: ");
        assertThat(Run.of("covenant", "sign", nonsense, "--key", issuer).exit()).isEqualTo(2);
        String bad = draft("bad.json", "0".repeat(64), "allow everything");
        Run run = Run.of("covenant", "sign", bad, "--key", issuer);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("expected a statement");
    }

    private String draft(String name, String beneficiaryKey, String constraints) throws IOException {
        return write(
                name,
                "{\"issuer\":{\"id\":\"ops\"},\"beneficiary\":{\"id\":\"agent\",\"publicKey\":\"" + beneficiaryKey
                        + "\",\"role\":\"beneficiary\"},\"constraints\":\"" + constraints + "\"}");
    }

    private String signed(String name, String... command) throws IOException {
        Run run = Run.of(command);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return write(name, run.out());
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }
}
