package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as comparisons see them, exactly: every value has a tag for its kind, and what varies in length has its
 * length before it, so that values that differ in kind or content never share their bytes.
 */
final class RawBytes {

    private static final int ABSENT = 0;
    private static final int TEXT = 1;
    private static final int INT = 2;
    private static final int REAL = 3;
    private static final int TRUE = 4;
    private static final int FALSE = 5;
    private static final int NULL = 6;
    private static final int LIST = 7;
    private static final int MAP = 8;

    private RawBytes() {}

    /** Writes a value in {@link Raw} form; {@code null} for an absent field. */
    static void write(ByteBuilder out, @Nullable Object raw) {
        if (raw instanceof String text) {
            out.u8(TEXT).text(text);
        } else if (raw == null) {
            out.u8(ABSENT);
        } else if (raw instanceof Value.Int number) {
            out.u8(INT).zigzag(number.value());
        } else if (raw instanceof Value.Real number) {
            out.u8(REAL).u64(Double.doubleToRawLongBits(number.value()));
        } else if (raw instanceof Value.Bool bool) {
            out.u8(bool.value() ? TRUE : FALSE);
        } else if (raw instanceof List<?> list) {
            out.u8(LIST).varint(list.size());
            for (int i = 0; i < list.size(); i++) {
                write(out, Raw.element(list.get(i)));
            }
        } else if (raw instanceof Map<?, ?> map) {
            fields(out, map);
        } else {
            out.u8(NULL);
        }
    }

    private static void fields(ByteBuilder out, Map<?, ?> map) {
        String[] names = map.keySet().toArray(new String[0]);
        Arrays.sort(names);
        out.u8(MAP).varint(names.length);
        for (String name : names) {
            out.text(name);
            write(out, map.get(name) instanceof Value value ? Raw.of(value) : null);
        }
    }
}
