package dev.postern.sidecar.evidence;

import dev.postern.evidence.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Signs nothing, but remembers all it was asked to sign. */
final class PlainSeal implements CheckpointSeal {

    final List<Checkpoint> signed = Collections.synchronizedList(new ArrayList<>());

    @Override
    public byte[] sign(Checkpoint checkpoint) {
        signed.add(checkpoint);
        return checkpoint.text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Checkpoint> read(byte[] note) {
        return Optional.ofNullable(Checkpoint.parse(new String(note, StandardCharsets.UTF_8)));
    }
}
