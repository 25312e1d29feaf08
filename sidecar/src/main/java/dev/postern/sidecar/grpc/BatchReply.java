package dev.postern.sidecar.grpc;

import com.google.protobuf.CodedOutputStream;
import dev.postern.v1.DecideBatchResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Gathers the encoded answers of a batch and sends them in order once the last is there. Thread-safe. */
final class BatchReply {

    private final UnaryHandler.Reply<byte[]> reply;
    private final byte[][] answers;
    private final AtomicInteger missing;

    /** For a batch of {@code size} checks, at least one. */
    BatchReply(UnaryHandler.Reply<byte[]> reply, int size) {
        this.reply = reply;
        this.answers = new byte[size][];
        this.missing = new AtomicInteger(size);
    }

    /** Takes the answer of the check at {@code index}; to be called once for each. */
    void put(int index, byte[] answer) {
        answers[index] = answer;
        // The counter orders the writes of all threads before the reads of the last one.
        if (missing.decrementAndGet() == 0) {
            reply.send(encode(answers));
        }
    }

    /** A {@code DecideBatchResponse} of encoded answers. */
    static byte[] encode(byte[][] answers) {
        int size = 0;
        for (byte[] answer : answers) {
            size += CodedOutputStream.computeByteArraySize(DecideBatchResponse.DECISIONS_FIELD_NUMBER, answer);
        }
        byte[] bytes = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (byte[] answer : answers) {
                out.writeByteArray(DecideBatchResponse.DECISIONS_FIELD_NUMBER, answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
