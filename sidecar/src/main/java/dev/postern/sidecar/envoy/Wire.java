package dev.postern.sidecar.envoy;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/** The parts of protobuf's encoding that answers are put together from. */
final class Wire {

    /** The wire type of texts and messages. */
    static final int LENGTH_DELIMITED = 2;

    private Wire() {}

    /** Bytes that a text or message of {@code length} bytes takes as {@code field}. */
    static int size(int field, int length) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    }

    /** Writes what goes before a text or message of {@code length} bytes. */
    static void open(CodedOutputStream out, int field, int length) throws IOException {
        out.writeTag(field, LENGTH_DELIMITED);
        out.writeUInt32NoTag(length);
    }
}
