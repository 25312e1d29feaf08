package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.DocumentProof;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {

    private static final String NOW = "2026-01-05T10:00:00Z";

    @TempDir
    private Path dir = Path.of("");

    @Test
    void eachFindingHasItsExitCode() throws IOException {
        String one = attestation(1, 10, "s", NOW);
        String two = attestation(2, 10, "s", NOW);
        assertThat(compare(one, two)).isZero();
        assertThat(compare(one, two, attestation(3, 10, "t", NOW))).isEqualTo(30);
        assertThat(compare(attestation(1, 10, "s", "2026-01-05T08:59:59Z"))).isEqualTo(31);
        String behind = attestation(3, 9, "r", NOW);
        assertThat(compare(one, two, behind)).isEqualTo(32);
        assertThat(compare("--allow-lag", one, two, behind)).isZero();
        assertThat(compare("--quorum", "3/3", one, two)).isEqualTo(19);
    }

    @Test
    void oneObjectSaysWhatWasComparedAndWhatWasNot() throws IOException {
        String good = attestation(1, 10, "s", NOW);
        Path forged = dir.resolve("forged.json");
        Files.writeString(
                forged, Files.readString(Path.of(good)).replace("\"receipt_count\":10", "\"receipt_count\":11"));

        Run run = Run.of("evidence", "compare", "--corridor", "c", "--json", good, forged.toString());

        JsonNode report = Json.JSON.readTree(run.out());
        assertThat(report.get("quorum").asBoolean()).isTrue();
        assertThat(report.get("fresh").asInt()).isEqualTo(1);
        assertThat(report.get("skipped").get(0).asText()).startsWith(forged + ": its signature does not hold");
    }

    private int compare(String... more) {
        String[] args = new String[4 + more.length];
        System.arraycopy(new String[] {"evidence", "compare", "--corridor", "c"}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return Run.of(args).exit();
    }

    private String attestation(int watcher, long receipts, String state, String observedAt) throws IOException {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) watcher;
        JsonObject subject = JsonObject.builder()
                .put("corridor_id", "c")
                .put("observed_at", observedAt)
                .put("receipt_count", receipts)
                .put("final_state_root", hex(state))
                .put("checkpoint_digest_sha256", hex("checkpoint " + state))
                .build();
        JsonObject credential =
                JsonObject.builder().put("credentialSubject", subject).build();
        String text =
                DocumentProof.sign(credential, SigningKey.ofSeed(seed), NOW).print();
        Path file = dir.resolve(watcher + "-" + receipts + "-" + state + "-" + observedAt.replace(':', '.') + ".json");
        return Files.writeString(file, text).toString();
    }

    private static String hex(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
