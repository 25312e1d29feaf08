package dev.postern.sidecar.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.google.protobuf.WireFormat;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.Items;
import dev.postern.v1.Value;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Nested values as bytes, deeper than any builder of messages could make them. */
final class DeepValues {

    private DeepValues() {}

    /** A null inside {@code depth} lists; written from the inside out, as each length needs the one within. */
    static byte[] nested(int depth) {
        byte[] reversed = new byte[depth * 12];
        int end = 0;
        int length = 0;
        for (int i = 0; i < depth * 2; i++) {
            int number = i % 2 == 0 ? Items.VALUES_FIELD_NUMBER : Value.ITEMS_FIELD_NUMBER;
            ByteString header = ByteString.copyFrom(header(number, length));
            for (int at = header.size() - 1; at >= 0; at--) {
                reversed[end++] = header.byteAt(at);
            }
            length += header.size();
        }
        byte[] value = new byte[end];
        for (int i = 0; i < end; i++) {
            value[i] = reversed[end - 1 - i];
        }
        return value;
    }

    private static byte[] header(int number, int length) {
        byte[] header =
                new byte[CodedOutputStream.computeTagSize(number) + CodedOutputStream.computeUInt32SizeNoTag(length)];
        CodedOutputStream out = CodedOutputStream.newInstance(header);
        try {
            out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header;
    }

    /** A list that holds the one encoded value. */
    static byte[] wrap(byte[] value) {
        return field(Value.ITEMS_FIELD_NUMBER, field(Items.VALUES_FIELD_NUMBER, value));
    }

    /** A request whose context holds the encoded value under {@code k}. */
    static byte[] context(byte[] value) {
        byte[] entry = concat(field(1, new byte[] {'k'}), field(2, value));
        byte[] check = DecideRequest.newBuilder()
                .setId("x")
                .setAction("a")
                .setResource("/r")
                .build()
                .toByteArray();
        return concat(check, field(DecideRequest.CONTEXT_FIELD_NUMBER, entry));
    }

    private static byte[] field(int number, byte[] value) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(value))
                                .build())
                .build()
                .toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
    }
}
