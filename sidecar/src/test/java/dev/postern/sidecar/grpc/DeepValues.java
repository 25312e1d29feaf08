package dev.postern.sidecar.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.Items;
import dev.postern.v1.Value;

/** Nested values as bytes, deeper than any builder of messages could make them. */
final class DeepValues {

    private DeepValues() {}

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
