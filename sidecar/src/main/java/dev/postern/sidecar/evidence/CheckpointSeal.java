package dev.postern.sidecar.evidence;

import dev.postern.evidence.Checkpoint;
import java.util.Optional;

/** Signs checkpoints of this log and tells its own signatures. Thread-safe. */
public interface CheckpointSeal {

    /** The signed note of a checkpoint. */
    byte[] sign(Checkpoint checkpoint);

    /** The checkpoint of a note; empty when it is not one, or its signature is ours and does not verify. */
    Optional<Checkpoint> read(byte[] note);
}
