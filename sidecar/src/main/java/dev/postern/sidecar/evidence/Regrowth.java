package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the nodes of the tree are there up to a segment, and makes them again where they are not. Used once. */
final class Regrowth {

    private static final Logger LOG = LoggerFactory.getLogger(Regrowth.class);

    private final Disk disk;

    Regrowth(Disk disk) {
        this.disk = disk;
    }

    /**
     * The nodes of {@code tree}, with which the newest segment begins.
     *
     * @param older the segments before it, oldest first
     */
    NodesFile nodes(List<String> older, Frontier tree) throws IOException, DamagedException {
        NodesFile nodes = new NodesFile(disk.open(NodesFile.NAME), tree.size());
        if (gives(nodes, tree.size(), tree.root())) {
            return nodes;
        }
        nodes.close();
        LOG.warn("the nodes of the evidence tree are incomplete and are made again");
        NodesFile again = older.isEmpty() ? new NodesFile(disk.open(NodesFile.NAME), 0) : again(older);
        if (!gives(again, tree.size(), tree.root())) {
            throw new DamagedException(
                    "the segments and nodes there are do not give the root that the newest segment" + " begins with");
        }
        return again;
    }

    /** Whether the nodes give the root of a tree of that size. */
    static boolean gives(NodesFile nodes, long size, TreeHash root) {
        try {
            return new MerkleTree(nodes, size).root(size).equals(root);
        } catch (UncheckedIOException missing) {
            return false;
        }
    }

    /** Of a log that was trimmed, the nodes before its first segment cannot be made again and must be there. */
    private NodesFile again(List<String> older) throws IOException, DamagedException {
        Frontier tree;
        try (SegmentReader first = SegmentReader.open(disk, older.get(0))) {
            Frontier begin = Frontier.decode(first.header().frontier());
            tree = begin == null ? new Frontier() : begin;
        }
        GrowingTree growing = new GrowingTree(new NodesFile(disk.open(NodesFile.NAME), tree.size()), tree);
        for (String name : older) {
            try (SegmentReader segment = SegmentReader.open(disk, name)) {
                segment.advance(frame -> {
                    growing.append(segment.leaves());
                    growing.flush();
                });
            }
        }
        return growing.nodes();
    }
}
