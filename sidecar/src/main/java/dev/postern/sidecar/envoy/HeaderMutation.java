package dev.postern.sidecar.envoy;

import com.google.protobuf.BoolValue;
import com.google.protobuf.CodedOutputStream;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import java.io.IOException;

/**
 * A header that replaces whatever the message had by that name. Clients of ext_authz disagree on which of two fields
 * says so, and on what their absence means: both are always set, else a client's own {@code x-user} would survive.
 *
 * @param name in lower case
 */
@SuppressWarnings("deprecation") // Some clients read nothing but the deprecated field.
record HeaderMutation(String name, String value) {

    /** Both of them, encoded: an empty BoolValue, which is false, and the action. */
    private static final byte[] REPLACING = HeaderValueOption.newBuilder()
            .setAppend(BoolValue.getDefaultInstance())
            .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
            .build()
            .toByteArray();

    /** A header of a denial; {@code repeated} when the denial has one of that name already. */
    static HeaderValueOption option(String name, String value, boolean repeated) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppend(BoolValue.getDefaultInstance())
                .setAppendAction(
                        repeated
                                ? HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD
                                : HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }

    /** Bytes it takes as element of {@code field}. */
    int size(int field) {
        return Wire.size(field, optionSize());
    }

    void write(CodedOutputStream out, int field) throws IOException {
        Wire.open(out, field, optionSize());
        Wire.open(out, HeaderValueOption.HEADER_FIELD_NUMBER, headerSize());
        out.writeString(HeaderValue.KEY_FIELD_NUMBER, name);
        out.writeString(HeaderValue.VALUE_FIELD_NUMBER, value);
        out.writeRawBytes(REPLACING);
    }

    private int optionSize() {
        return Wire.size(HeaderValueOption.HEADER_FIELD_NUMBER, headerSize()) + REPLACING.length;
    }

    private int headerSize() {
        return CodedOutputStream.computeStringSize(HeaderValue.KEY_FIELD_NUMBER, name)
                + CodedOutputStream.computeStringSize(HeaderValue.VALUE_FIELD_NUMBER, value);
    }
}
