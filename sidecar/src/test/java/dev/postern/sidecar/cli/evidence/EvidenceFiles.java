package dev.postern.sidecar.cli.evidence;

import dev.postern.crypto.Base64Text;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MemoryNodes;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.NoteSigner;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TlogProof;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A small log with a fixed key, and what an auditor may be given of it. */
final class EvidenceFiles {

    static final NoteSigner LOG = signer("example.com/log", 1);
    static final NoteSigner WITNESS = signer("witness.example/w", 2);

    private final MemoryNodes nodes = new MemoryNodes();
    private final Frontier frontier = new Frontier();

    EvidenceFiles(int size) {
        for (int i = 0; i < size; i++) {
            frontier.append(MerkleHasher.leafHash(leaf(i)).toByteArray(), 0, nodes);
        }
    }

    static byte[] leaf(int index) {
        return ("{\"n\":" + index + "}").getBytes(StandardCharsets.UTF_8);
    }

    static String key() {
        return LOG.logKey().toString();
    }

    MerkleTree tree() {
        return new MerkleTree(nodes, frontier.size());
    }

    SignedNote checkpoint(long size) {
        Checkpoint checkpoint = new Checkpoint("example.com/log", size, tree().root(size));
        return new SignedNote(
                checkpoint.text(), List.of(LOG.sign(checkpoint), WITNESS.cosign(checkpoint, 1_795_262_400)));
    }

    TlogProof proof(int index) {
        long size = frontier.size();
        return new TlogProof(
                Base64Text.print(leaf(index)),
                index,
                tree().inclusion(index, size).path(),
                checkpoint(size));
    }

    private static NoteSigner signer(String name, int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return new NoteSigner(name, SigningKey.ofSeed(bytes));
    }
}
