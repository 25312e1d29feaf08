package dev.postern.loadtest.bench;

import dev.postern.evidence.ConsistencyProof;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MemoryNodes;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.Verification;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Proofs made and verified in a large tree whose nodes are in memory, at places spread over all of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1500m") // 64 bytes a leaf
@SuppressWarnings("NullAway.Init") // grown before the first call
public class MerkleProofBenchmark {

    private static final int PLACES = 1 << 10;

    @Param("10000000")
    private int size;

    private final SplittableRandom random = new SplittableRandom(42);
    private final TreeHash[] leaves = new TreeHash[PLACES];
    private final TreeHash[] oldRoots = new TreeHash[PLACES];
    private final InclusionProof[] inclusions = new InclusionProof[PLACES];
    private final ConsistencyProof[] consistencies = new ConsistencyProof[PLACES];
    private MerkleTree tree;
    private TreeHash root;
    private int next;

    @Setup
    public void grow() {
        Frontier frontier = new Frontier();
        MemoryNodes nodes = new MemoryNodes();
        for (int i = 0; i < size; i++) {
            frontier.append(leaf(i), 0, nodes);
        }
        tree = new MerkleTree(nodes, size);
        root = frontier.root();
        for (int i = 0; i < PLACES; i++) {
            int index = random.nextInt(size);
            leaves[i] = TreeHash.of(leaf(index));
            inclusions[i] = tree.inclusion(index, size);
            consistencies[i] = tree.consistency(1 + random.nextInt(size), size);
            oldRoots[i] = tree.root(consistencies[i].oldSize());
        }
    }

    @Benchmark
    public InclusionProof proveInclusion() {
        return tree.inclusion(random.nextInt(size), size);
    }

    @Benchmark
    public ConsistencyProof proveConsistency() {
        return tree.consistency(1 + random.nextInt(size), size);
    }

    @Benchmark
    public Verification verifyInclusion() {
        next = (next + 1) % PLACES;
        return verified(inclusions[next].verify(leaves[next], root));
    }

    @Benchmark
    public Verification verifyConsistency() {
        next = (next + 1) % PLACES;
        return verified(consistencies[next].verify(oldRoots[next], root));
    }

    private static byte[] leaf(int index) {
        return ByteBuffer.allocate(TreeHash.BYTES).putInt(index).array();
    }

    private static Verification verified(Verification verification) {
        if (!verification.isVerified()) {
            throw new IllegalStateException(verification.toString());
        }
        return verification;
    }
}
