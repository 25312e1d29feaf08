package dev.postern.sidecar.envoy;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.postern.sidecar.grpc.WireCursor;
import dev.postern.sidecar.grpc.WireTags;
import io.envoyproxy.envoy.config.core.v3.Metadata;

/** Walks over the metadata of filters, to see that there is nothing unusual about it. Not thread-safe. */
final class MetadataWalk {

    private static final int FILTER_METADATA = Metadata.FILTER_METADATA_FIELD_NUMBER << 3 | WireTags.LENGTH;
    private static final int FIELDS = Struct.FIELDS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    private static final int NULL = Value.NULL_VALUE_FIELD_NUMBER << 3 | WireTags.VARINT;
    private static final int NUMBER = Value.NUMBER_VALUE_FIELD_NUMBER << 3 | WireTags.FIXED64;
    private static final int STRING = Value.STRING_VALUE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    private static final int BOOL = Value.BOOL_VALUE_FIELD_NUMBER << 3 | WireTags.VARINT;
    private static final int STRUCT = Value.STRUCT_VALUE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    private static final int LIST = Value.LIST_VALUE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    private static final int ITEM = ListValue.VALUES_FIELD_NUMBER << 3 | WireTags.LENGTH;

    /** Protobuf's own decoder reads three messages for each level, and no more than a hundred. */
    private static final int DEEPEST = 16;

    private final WireCursor wire;

    MetadataWalk(WireCursor wire) {
        this.wire = wire;
    }

    /** Walks over the message that is open. */
    void metadata() {
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag != FILTER_METADATA) {
                wire.giveUp();
            }
            int outer = wire.open();
            wire.expect(WireTags.MAP_KEY);
            wire.asciiSpan();
            wire.expect(WireTags.MAP_VALUE);
            struct(0);
            wire.expect(0);
            wire.close(outer);
        }
    }

    private void struct(int depth) {
        int outer = wire.open();
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag != FIELDS) {
                wire.giveUp();
            }
            int field = wire.open();
            wire.expect(WireTags.MAP_KEY);
            wire.asciiSpan();
            wire.expect(WireTags.MAP_VALUE);
            value(depth + 1);
            wire.expect(0);
            wire.close(field);
        }
        wire.close(outer);
    }

    private void value(int depth) {
        int outer = wire.open();
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            switch (tag) {
                case NULL, BOOL -> wire.varint();
                case NUMBER -> wire.fixed64();
                case STRING -> wire.asciiSpan();
                case STRUCT -> nested(depth, true);
                case LIST -> nested(depth, false);
                default -> wire.giveUp();
            }
        }
        wire.close(outer);
    }

    private void nested(int depth, boolean struct) {
        if (depth > DEEPEST) {
            wire.giveUp();
        } else if (struct) {
            struct(depth);
        } else {
            int outer = wire.open();
            for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
                if (tag != ITEM) {
                    wire.giveUp();
                }
                value(depth + 1);
            }
            wire.close(outer);
        }
    }
}
