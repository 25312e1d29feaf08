package dev.postern.evidence.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReceiptChainTest {

    private static final String CORRIDOR = "corridor-1";
    private static final String TIME = "2026-03-01T00:00:00Z";
    private static final ContentDigest GENESIS = digest("genesis");
    private static final ContentDigest LAW = digest("law");
    private static final ContentDigest RULES = digest("rules");

    @Test
    void receiptsThatContinueEachOtherAreAppended() {
        ReceiptChain chain = new ReceiptChain(CORRIDOR, GENESIS);
        for (int i = 0; i < 20; i++) {
            ChainReceipt next = receipt(chain.height(), chain.head());
            assertThat(chain.append(next)).isEqualTo(new Appending.Appended(next.nextRoot()));
        }
        assertThat(chain.height()).isEqualTo(20);
    }

    @Test
    void everyMismatchIsNamedAndChangesNothing() {
        ReceiptChain chain = new ReceiptChain(CORRIDOR, GENESIS);
        ChainReceipt first = receipt(0, GENESIS);
        assertThat(chain.append(receipt(1, GENESIS))).isEqualTo(new Appending.SequenceMismatch(0, 1));
        assertThat(chain.append(receipt(0, LAW))).isEqualTo(new Appending.PrevRootMismatch(GENESIS, LAW));
        ChainReceipt forged = read(with(first.json(), "next_root", new JsonString(LAW.hex())));
        assertThat(chain.append(forged)).isEqualTo(new Appending.NextRootMismatch(first.nextRoot(), LAW));
        ChainReceipt foreign = read(with(first.json(), "corridor_id", new JsonString("other")));
        assertThat(chain.append(foreign)).isEqualTo(new Appending.CorridorMismatch(CORRIDOR, "other"));
        assertThat(chain.height()).isZero();

        assertThat(chain.append(first)).isInstanceOf(Appending.Appended.class);
        assertThat(chain.append(first)).isEqualTo(new Appending.SequenceMismatch(1, 0));
    }

    @Test
    void anyChangedMemberIsANextRootMismatch() {
        JsonObject good = receipt(0, GENESIS).json();
        for (String member : List.of("timestamp", "note")) {
            JsonObject changed = with(good, member, new JsonString("2026-03-01T00:00:01Z"));
            assertThat(new ReceiptChain(CORRIDOR, GENESIS).append(read(changed)))
                    .as(member)
                    .isInstanceOf(Appending.NextRootMismatch.class);
        }
    }

    @Test
    void orderAndRepeatsInDigestSetsDoNotMatter() {
        JsonArray sets = new JsonArray(List.of(
                new JsonString(LAW.hex()),
                JsonObject.builder()
                        .put("digest_sha256", RULES.hex())
                        .put("artifact_type", "lawpack")
                        .build(),
                new JsonString(LAW.hex())));
        JsonArray turned =
                new JsonArray(List.of(sets.items().get(1), sets.items().get(0)));
        JsonObject good = receipt(0, GENESIS).json();

        assertThat(read(with(good, "lawpack_digest_set", sets)).computedRoot())
                .isEqualTo(read(with(good, "lawpack_digest_set", turned)).computedRoot())
                .isNotEqualTo(read(good).computedRoot());
    }

    @Test
    void rangesOverNextRootsAreTheVectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ReceiptChainTest.class.getResourceAsStream("/vectors/evidence/mez-mmr-roots.json"))) {
            JsonNode vectors = new ObjectMapper().readTree(in);
            Frontier frontier = new Frontier();
            for (int i = 1; i <= 17; i++) {
                byte[] next = digest("receipt-" + i).toByteArray();
                assertThat(digest("receipt-" + i).hex())
                        .isEqualTo(vectors.get("next_roots").get(i - 1).asText());
                frontier.append(MerkleHasher.leafHash(next));
                if (i == 9) {
                    assertThat(frontier.root().hex())
                            .isEqualTo("2cbf59819f3070f62601d1e0c47af000896f1c7bcb3f1e421c9bcdbf6c20ef09");
                }
            }
            assertThat(frontier.root().hex())
                    .isEqualTo("338734a36416c5153c1a46812c5b3c2bfc3a4fa688beae56eb6ae8447143db2e");
        }
    }

    @Test
    void aCheckpointDescribesItsChainAndNoOther() {
        ReceiptChain chain = new ReceiptChain(CORRIDOR, GENESIS);
        chain.append(receipt(0, GENESIS));
        ChainCheckpoint checkpoint = chain.checkpoint(TIME);

        ChainCheckpoint read = Objects.requireNonNull(ChainCheckpoint.read(checkpoint.toJson()));
        assertThat(read).isEqualTo(checkpoint);
        assertThat(read.describes(chain)).isTrue();
        chain.append(receipt(1, chain.head()));
        assertThat(read.describes(chain)).isFalse();
    }

    @Test
    void aCheckpointsDigestLeavesPeaksAndProofOut() {
        JsonObject document =
                new ReceiptChain(CORRIDOR, GENESIS).checkpoint(TIME).toJson();
        JsonObject mmr = (JsonObject) Objects.requireNonNull(document.get("mmr"));
        JsonObject more =
                with(with(document, "mmr", with(mmr, "peaks", new JsonArray(List.of()))), "proof", new JsonString("x"));

        assertThat(ChainCheckpoint.digest(more)).isEqualTo(ChainCheckpoint.digest(document));
        assertThat(ChainCheckpoint.digest(with(document, "timestamp", new JsonString("later"))))
                .isNotEqualTo(ChainCheckpoint.digest(document));
    }

    @Test
    void aGenesisBindsEverythingThatWasAgreed() {
        ContentDigest genesis = ReceiptChain.genesisRoot(CORRIDOR, LAW, RULES, List.of(LAW, RULES), List.of());

        assertThat(ReceiptChain.genesisRoot(CORRIDOR, LAW, RULES, List.of(RULES, LAW, LAW), List.of()))
                .isEqualTo(genesis);
        assertThat(ReceiptChain.genesisRoot("other", LAW, RULES, List.of(LAW, RULES), List.of()))
                .isNotEqualTo(genesis);
        assertThat(ReceiptChain.genesisRoot(CORRIDOR, LAW, RULES, List.of(LAW), List.of(RULES)))
                .isNotEqualTo(genesis);
    }

    @Test
    void proofsHoldForTheDocumentTheyWereMadeFor() {
        SigningKey one = key(1);
        SigningKey two = key(2);
        JsonObject signed = DocumentProof.sign(receipt(0, GENESIS).json(), one, TIME);
        JsonObject both = DocumentProof.sign(signed, two, TIME);

        assertThat(DocumentProof.signers(signed)).containsExactly(one.publicKey());
        assertThat(DocumentProof.signers(both)).containsExactly(one.publicKey(), two.publicKey());
        assertThat(DocumentProof.signers(with(both, "sequence", new JsonString("1"))))
                .isEmpty();
        assertThat(DocumentProof.signers(signed.without("proof"))).isEmpty();
    }

    @Test
    void namesOfKeysAreReadBackAndOthersRefused() {
        PublicKey key = key(1).publicKey();
        String did = DidKey.print(key);

        assertThat(did).startsWith("did:key:z6Mk");
        assertThat(DidKey.parse(did + "#key-1")).isEqualTo(key);
        assertThat(DidKey.parse(did.substring(1))).isNull();
        assertThat(DidKey.parse("did:key:z")).isNull();
        assertThat(DidKey.parse("did:key:z0OIl")).isNull();
        assertThat(DidKey.parse(did + "1".repeat(1000))).isNull();
    }

    @Test
    void whatIsNoReceiptIsRefusedAndSaysWhy() {
        JsonObject good = receipt(0, GENESIS).json();
        assertThat(refusal(good.without("corridor_id"))).contains("corridor_id");
        assertThat(refusal(with(good, "type", new JsonString("other")))).contains("MEZCorridorStateReceipt");
        assertThat(refusal(with(good, "prev_root", new JsonString("00")))).contains("prev_root");
        assertThat(refusal(with(good, "lawpack_digest_set", new JsonArray(List.of(new JsonString("x"))))))
                .contains("lawpack_digest_set");
    }

    static ChainReceipt receipt(long sequence, ContentDigest prevRoot) {
        JsonObject unfinished = JsonObject.builder()
                .put("type", "MEZCorridorStateReceipt")
                .put("corridor_id", CORRIDOR)
                .put("sequence", sequence)
                .put("timestamp", TIME)
                .put("note", "n")
                .put("prev_root", prevRoot.hex())
                .put("next_root", ContentDigest.ZERO.hex())
                .put("lawpack_digest_set", new JsonArray(List.of(new JsonString(LAW.hex()))))
                .put("ruleset_digest_set", new JsonArray(List.of()))
                .build();
        return read(with(
                unfinished,
                "next_root",
                new JsonString(read(unfinished).computedRoot().hex())));
    }

    static JsonObject with(JsonObject object, String name, Json value) {
        var members = new LinkedHashMap<>(object.members());
        members.put(name, value);
        return new JsonObject(members);
    }

    static SigningKey key(int last) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) (last >> 8);
        seed[31] = (byte) last;
        return SigningKey.ofSeed(seed);
    }

    static ContentDigest digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ChainReceipt read(Json json) {
        return ((ChainReceipt.Reading.Read) ChainReceipt.read(json)).receipt();
    }

    private static String refusal(Json json) {
        return ((ChainReceipt.Reading.Refused) ChainReceipt.read(json)).message();
    }
}
