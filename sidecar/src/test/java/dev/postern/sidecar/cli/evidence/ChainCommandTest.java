package dev.postern.sidecar.cli.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.ChainReceipt;
import dev.postern.evidence.chain.DocumentProof;
import dev.postern.evidence.chain.ReceiptChain;
import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChainCommandTest {

    private static final String NOW = "2026-01-05T10:00:00Z";
    private static final ContentDigest GENESIS = Sha256.of("genesis".getBytes(UTF_8));

    private final SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private final ReceiptChain chain = new ReceiptChain("c", GENESIS);
    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path dir = Path.of("");

    @BeforeEach
    void build() {
        for (int i = 0; i < 12; i++) {
            JsonObject receipt = receipt(i, chain.head(), "c");
            chain.append(((ChainReceipt.Reading.Read) ChainReceipt.read(receipt)).receipt());
            lines.add(DocumentProof.sign(receipt, key, NOW).print());
        }
    }

    @Test
    void aWholeChainIsVerifiedAgainstItsCheckpoint() throws IOException {
        Path checkpoint = Files.writeString(
                dir.resolve("checkpoint.json"), chain.checkpoint(NOW).toJson().print());
        Run run = chain("--json", "--signer", key.publicKey().hex(), "--checkpoint", checkpoint.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(
                        "\"valid\":true",
                        "\"receipts\":12",
                        chain.head().hex(),
                        chain.root().hex());
    }

    @Test
    void moreThanOneBatchIsVerifiedInOrder() throws IOException {
        for (int i = 12; i < 4500; i++) {
            JsonObject receipt = receipt(i, chain.head(), "c");
            chain.append(((ChainReceipt.Reading.Read) ChainReceipt.read(receipt)).receipt());
            lines.add(DocumentProof.sign(receipt, key, NOW).print());
        }
        assertThat(chain().exit()).isZero();
        lines.remove(4200);
        assertThat(chain().err()).contains(":4201: sequence is 4201, expected 4200");
    }

    @Test
    void eachFaultHasItsExitCode() throws IOException {
        String third = lines.get(2);
        assertThat(changed(2, "{")).isEqualTo(15);
        assertThat(changed(2, "{}")).isEqualTo(15);
        assertThat(changed(2, third.replace("\"timestamp\":\"2026-01-01", "\"timestamp\":\"2026-01-02")))
                .isEqualTo(17);
        assertThat(changed(2, lines.get(3))).isEqualTo(34);
        assertThat(changed(2, signed(receipt(2, GENESIS, "c")))).isEqualTo(35);
        ContentDigest head = Objects.requireNonNull(
                ContentDigest.parseHex(third.replaceFirst(".*\"prev_root\":\"([0-9a-f]{64}).*", "$1")));
        assertThat(changed(2, signed(receipt(2, head, "d")))).isEqualTo(37);
        String lie = third.replaceFirst("\"next_root\":\"[0-9a-f]{64}", "\"next_root\":\"" + GENESIS.hex());
        assertThat(changed(2, resigned(lie))).isEqualTo(36);
    }

    @Test
    void onlyTheSignersGivenCount() throws IOException {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = 1;
        String other = SigningKey.ofSeed(seed).publicKey().hex();
        assertThat(chain("--signer", other).exit()).isEqualTo(18);
        assertThat(chain("--signer", other, "--signer", key.publicKey().hex()).exit())
                .isZero();
    }

    @Test
    void aCheckpointOfAnotherHeightIsNotThisChains() throws IOException {
        Path checkpoint = Files.writeString(
                dir.resolve("checkpoint.json"), chain.checkpoint(NOW).toJson().print());
        lines.remove(11);
        Run run = chain("--json", "--checkpoint", checkpoint.toString());
        assertThat(run.exit()).isEqualTo(38);
        assertThat(run.out()).contains("\"valid\":false", "\"reason\":\"checkpoint_mismatch\"");
    }

    private int changed(int index, String line) throws IOException {
        String before = lines.set(index, line);
        int exit = chain().exit();
        lines.set(index, before);
        return exit;
    }

    private Run chain(String... more) throws IOException {
        Path file = Files.write(dir.resolve("receipts.jsonl"), lines);
        List<String> args = new ArrayList<>(
                List.of("evidence", "chain", file.toString(), "--corridor", "c", "--genesis", GENESIS.hex()));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }

    private String signed(JsonObject receipt) {
        return DocumentProof.sign(receipt, key, NOW).print();
    }

    private String resigned(String line) {
        JsonObject receipt = (JsonObject)
                Objects.requireNonNull(JsonParser.parse(line, JsonLimits.STRICT).valueOrNull());
        return signed(receipt.without("proof"));
    }

    private static JsonObject receipt(int sequence, ContentDigest prevRoot, String corridor) {
        JsonObject.Builder receipt = JsonObject.builder()
                .put("type", "MEZCorridorStateReceipt")
                .put("corridor_id", corridor)
                .put("sequence", sequence)
                .put("timestamp", "2026-01-01T00:00:00Z")
                .put("prev_root", prevRoot.hex())
                .put("lawpack_digest_set", JsonArray.ofStrings(List.of()))
                .put("ruleset_digest_set", JsonArray.ofStrings(List.of()));
        ContentDigest next = CanonicalBytes.of(receipt.build()).digest();
        return receipt.put("next_root", next.hex()).build();
    }
}
