package dev.postern.sidecar.evidence;

import dev.postern.evidence.Checkpoint;
import java.util.List;
import java.util.Optional;

/** The checkpoints that were found at a start, each of which the tree has to have had. */
final class KnownCheckpoints {

    private final String origin;
    private final CheckpointSeal seal;
    private final List<byte[]> notes;

    /** Signed notes; those of no bytes were not found. */
    KnownCheckpoints(String origin, CheckpointSeal seal, List<byte[]> notes) {
        this.origin = origin;
        this.seal = seal;
        this.notes = notes;
    }

    /** Holds a tree of {@code size} against every one of them; returns the newest. */
    Optional<Released> check(NodesFile nodes, long size) throws RefusedException {
        Optional<Released> newest = Optional.empty();
        for (byte[] note : notes) {
            if (note.length > 0) {
                Checkpoint checkpoint = read(note);
                check(checkpoint, nodes, size);
                if (newest.isEmpty()
                        || checkpoint.size() >= newest.get().checkpoint().size()) {
                    newest = Optional.of(new Released(checkpoint, note, 0));
                }
            }
        }
        return newest;
    }

    private Checkpoint read(byte[] note) throws RefusedException {
        Checkpoint checkpoint = seal.read(note)
                .orElseThrow(() -> new RefusedException(
                        Opened.Why.DAMAGED, "a stored checkpoint is damaged or its signature does not verify"));
        if (!checkpoint.origin().equals(origin)) {
            throw new RefusedException(
                    Opened.Why.ORIGIN,
                    "a stored checkpoint is of origin " + checkpoint.origin() + ", expected " + origin);
        }
        return checkpoint;
    }

    private static void check(Checkpoint checkpoint, NodesFile nodes, long size) throws RefusedException {
        if (checkpoint.size() > size) {
            throw new RefusedException(
                    Opened.Why.ROLLBACK,
                    "the log has " + size + " leaves, but a checkpoint over " + checkpoint.size()
                            + " was released: an earlier state was put back");
        }
        if (!Regrowth.gives(nodes, checkpoint.size(), checkpoint.root())) {
            throw new RefusedException(
                    Opened.Why.FORK,
                    "the first " + checkpoint.size() + " leaves do not give the root that was released for them");
        }
    }
}
