package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The trees of others: RFC 6962 test suites and the receipt chains of the MEZ source. */
final class MerkleVectorsTest {

    @Test
    void rootsOfTheWellKnownEightInputsAgree() {
        JsonNode vectors = Vectors.read("mmr-rfc6962-equivalence.json");
        Frontier frontier = new Frontier();
        assertThat(frontier.root())
                .isEqualTo(Vectors.hex(vectors.get("rfc_roots").get(0)));
        for (JsonNode input : vectors.get("rfc_inputs_hex")) {
            frontier.append(MerkleHasher.leafHash(HexFormat.of().parseHex(input.asText())));
            assertThat(frontier.root())
                    .isEqualTo(Vectors.hex(vectors.get("rfc_roots").get((int) frontier.size())));
        }
        assertThat(frontier.size()).isEqualTo(8);
    }

    @Test
    void rootsAndProofsAreThoseOfRfc6962() {
        int proofs = 0;
        for (JsonNode vector : Vectors.read("mmr-rfc6962-equivalence.json").get("cases")) {
            int size = vector.get("size").asInt();
            GrownTree grown = new GrownTree();
            for (long i = 1; i <= size; i++) {
                grown.append(
                        MerkleHasher.leafHash(ByteBuffer.allocate(8).putLong(i).array()));
            }
            assertThat(grown.frontier().root()).isEqualTo(Vectors.hex(vector.get("root")));
            for (JsonNode inclusion : vector.get("inclusion")) {
                assertThat(grown.tree()
                                .inclusion(inclusion.get("index").asLong(), size)
                                .path())
                        .isEqualTo(Vectors.hexes(inclusion.get("path")));
                proofs++;
            }
            for (JsonNode consistency : vector.get("consistency")) {
                assertThat(grown.tree()
                                .consistency(consistency.get("old").asLong(), size)
                                .path())
                        .isEqualTo(Vectors.hexes(consistency.get("proof")));
                proofs++;
            }
        }
        assertThat(proofs).isEqualTo(100);
    }

    @Test
    void inclusionProofsAreJudgedAsTheirVectorsSay() {
        JsonNode vectors = Vectors.read("rfc6962-inclusion.json").get("vectors");
        assertThat(vectors).hasSize(98);
        for (JsonNode vector : vectors) {
            Verification verification = new InclusionProof(
                            vector.get("leafIdx").asLong(),
                            vector.get("treeSize").asLong(),
                            hashes(vector.get("proof")))
                    .verify(hash(vector.get("leafHash"), "leaf"), hash(vector.get("root"), "root"));
            assertThat(verification.isVerified())
                    .as(vector.get("_path").asText())
                    .isEqualTo(!vector.get("wantErr").asBoolean());
        }
    }

    @Test
    void consistencyProofsAreJudgedAsTheirVectorsSay() {
        JsonNode vectors = Vectors.read("rfc6962-consistency.json").get("vectors");
        assertThat(vectors).hasSize(98);
        for (JsonNode vector : vectors) {
            Verification verification = new ConsistencyProof(
                            vector.get("size1").asLong(), vector.get("size2").asLong(), hashes(vector.get("proof")))
                    .verify(hash(vector.get("root1"), "root"), hash(vector.get("root2"), "root"));
            assertThat(verification.isVerified())
                    .as(vector.get("_path").asText())
                    .isEqualTo(!vector.get("wantErr").asBoolean());
        }
    }

    @Test
    void receiptChainsOfTheMezSourceHaveTheirRoots() {
        JsonNode vectors = Vectors.read("mez-mmr-roots.json");
        Frontier frontier = new Frontier();
        for (int i = 0; i < 17; i++) {
            TreeHash leaf = MerkleHasher.leafHash(
                    Vectors.hex(vectors.get("next_roots").get(i)).toByteArray());
            assertThat(leaf).isEqualTo(Vectors.hex(vectors.get("leaf_hashes").get(i)));
            frontier.append(leaf);
            JsonNode expected = vectors.get("incremental_roots").get(i);
            assertThat(expected.get("size").asLong()).isEqualTo(frontier.size());
            assertThat(frontier.root()).isEqualTo(Vectors.hex(expected.get("root")));
        }
        assertThat(frontier.root().hex()).isEqualTo("338734a36416c5153c1a46812c5b3c2bfc3a4fa688beae56eb6ae8447143db2e");
    }

    @Test
    void peaksOfTheMezSourceAreTheFrontier() {
        JsonNode vectors = Vectors.read("mez-mmr-roots.json");
        for (JsonNode expected : vectors.get("incremental_roots")) {
            Frontier frontier = new Frontier();
            for (int i = 0; i < expected.get("size").asInt(); i++) {
                frontier.append(Vectors.hex(vectors.get("leaf_hashes").get(i)));
            }
            ByteBuffer encoded = ByteBuffer.wrap(frontier.encode());
            assertThat(encoded.getLong()).isEqualTo(frontier.size());
            for (JsonNode peak : expected.get("peaks")) {
                byte[] hash = new byte[TreeHash.BYTES];
                encoded.get(hash);
                assertThat(TreeHash.of(hash)).isEqualTo(Vectors.hex(peak.get("hash")));
            }
            assertThat(encoded.remaining()).isEqualTo(TreeHash.BYTES);
        }
    }

    @Test
    void inclusionProofsOfTheMezSourceAreOursOnceTheirPeaksAreBagged() {
        JsonNode vectors = Vectors.read("mez-mmr-roots.json");
        GrownTree grown = new GrownTree();
        vectors.get("leaf_hashes").forEach(leaf -> grown.append(Vectors.hex(leaf)));
        for (JsonNode proof : vectors.get("inclusion_proofs_derived")) {
            List<TreeHash> path = new ArrayList<>();
            proof.get("path").forEach(step -> path.add(Vectors.hex(step.get("hash"))));
            path.addAll(abovePeak(proof));
            int index = proof.get("leaf_index").asInt();
            int size = proof.get("size").asInt();
            assertThat(grown.tree().inclusion(index, size).path()).isEqualTo(path);
            assertThat(new InclusionProof(index, size, path)
                            .verify(Vectors.hex(proof.get("leaf_hash")), Vectors.hex(proof.get("root")))
                            .isVerified())
                    .isTrue();
        }
    }

    /** What comes after the leaf's own peak: the peaks right of it bagged into one, then those left of it. */
    private static List<TreeHash> abovePeak(JsonNode proof) {
        List<TreeHash> peaks = new ArrayList<>();
        proof.get("peaks").forEach(peak -> peaks.add(Vectors.hex(peak.get("hash"))));
        int own = proof.get("peak_index").asInt();
        List<TreeHash> above = new ArrayList<>();
        if (own + 1 < peaks.size()) {
            TreeHash bag = peaks.get(peaks.size() - 1);
            for (int i = peaks.size() - 2; i > own; i--) {
                bag = NaiveTree.node(peaks.get(i), bag);
            }
            above.add(bag);
        }
        for (int i = own - 1; i >= 0; i--) {
            above.add(peaks.get(i));
        }
        return above;
    }

    private static List<TreeHash> hashes(JsonNode proof) {
        List<TreeHash> hashes = new ArrayList<>();
        proof.forEach(hash -> hashes.add(hash(hash, "path")));
        return hashes;
    }

    /**
     * A few vectors have hashes of another length, which no {@link TreeHash} is; the hash of what they hold stands in,
     * under another name for roots so that a leaf never happens to be its own root.
     */
    private static TreeHash hash(JsonNode base64, String name) {
        byte[] bytes = Vectors.base64(base64);
        return bytes.length == TreeHash.BYTES
                ? TreeHash.of(bytes)
                : MerkleHasher.leafHash((name + base64.asText()).getBytes(StandardCharsets.UTF_8));
    }
}
