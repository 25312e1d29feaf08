package dev.postern.loadtest.bench;

import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One leaf into a growing tree: by its hash, from a receipt of 256 bytes, and with every node handed on to be kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MerkleAppendBenchmark {

    private final Frontier frontier = new Frontier();
    private final MerkleHasher hasher = new MerkleHasher();
    private final byte[] receipt = new byte[256];
    private final byte[] leaf = new byte[TreeHash.BYTES];
    private final byte[] kept = new byte[TreeHash.BYTES];

    @Benchmark
    public long append() {
        leaf[0]++;
        frontier.append(leaf, 0);
        return frontier.size();
    }

    @Benchmark
    public long appendKeepingNodes() {
        leaf[0]++;
        frontier.append(leaf, 0, (bytes, offset) -> System.arraycopy(bytes, offset, kept, 0, TreeHash.BYTES));
        return frontier.size();
    }

    @Benchmark
    public long hashAndAppend() {
        receipt[0]++;
        hasher.leaf(receipt, 0, receipt.length, leaf, 0);
        frontier.append(leaf, 0);
        return frontier.size();
    }

    @Benchmark
    public TreeHash root() {
        append();
        return frontier.root();
    }
}
