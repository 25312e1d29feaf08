package dev.postern.sidecar.evidence;

import dev.postern.evidence.Checkpoint;

/**
 * A checkpoint that is durable and may be shown.
 *
 * @param note signed
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record Released(Checkpoint checkpoint, byte[] note, long wallMillis) {

    public Released {
        note = note.clone();
    }

    @Override
    public byte[] note() {
        return note.clone();
    }
}
