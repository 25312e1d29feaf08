package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;

/** Writes JSON as compact UTF-8 in one style. One value, one thread. */
final class JsonWriter {

    /** Up to here every integer is a double, whose text in ECMAScript is that of the integer. */
    private static final long LAST_EXACT = 1L << 53;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(ISO_8859_1);

    private final JsonStyle style;
    private byte[] out = new byte[256];
    private int size;

    JsonWriter(JsonStyle style) {
        this.style = style;
    }

    JsonWriter write(Json value) {
        write(value, 0);
        return this;
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, size);
    }

    String toText() {
        return new String(out, 0, size, UTF_8);
    }

    private void write(Json value, int depth) {
        if (value instanceof JsonString string) {
            string(style == JsonStyle.CANONICAL ? Rfc3339.canonical(string.value()) : string.value());
        } else if (value instanceof JsonInteger integer) {
            integer(integer.value());
        } else if (value instanceof JsonObject object) {
            object(object, deeper(depth));
        } else if (value instanceof JsonArray array) {
            array(array, deeper(depth));
        } else if (value instanceof JsonBoolean bool) {
            ascii(bool.value() ? "true" : "false");
        } else if (value instanceof JsonUnsigned unsigned) {
            unsigned(unsigned.bits());
        } else if (value instanceof JsonDecimal decimal) {
            decimal(decimal.value());
        } else {
            ascii("null");
        }
    }

    private void object(JsonObject object, int depth) {
        raw('{');
        if (style == JsonStyle.AS_IT_STANDS) {
            int start = size;
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                separate(start);
                member(member.getKey(), member.getValue(), depth);
            }
        } else {
            sorted(object, depth);
        }
        raw('}');
    }

    private void sorted(JsonObject object, int depth) {
        String[] names = object.members().keySet().toArray(String[]::new);
        style.sort(names);
        int start = size;
        for (String name : names) {
            separate(start);
            member(object, name, depth);
        }
    }

    /** Writes one member of an object that is nested {@code depth} deep, the outermost 1. */
    void member(JsonObject object, String name, int depth) {
        Json value = object.get(name);
        member(name, value == null ? JsonNull.NULL : value, depth);
    }

    private void member(String name, Json value, int depth) {
        string(name);
        raw(':');
        write(value, depth);
    }

    private void array(JsonArray array, int depth) {
        raw('[');
        int start = size;
        for (Json item : array.items()) {
            separate(start);
            write(item, depth);
        }
        raw(']');
    }

    private void separate(int start) {
        if (size > start) {
            raw(',');
        }
    }

    private static int deeper(int depth) {
        if (depth == Json.MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + Json.MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private void integer(long value) {
        if (style == JsonStyle.ECMA && (value > LAST_EXACT || value < -LAST_EXACT)) {
            ascii(EcmaNumber.print((double) value));
        } else {
            ascii(Long.toString(value));
        }
    }

    private void unsigned(long bits) {
        String digits = Long.toUnsignedString(bits);
        ascii(style == JsonStyle.ECMA ? EcmaNumber.print(Double.parseDouble(digits)) : digits);
    }

    private void decimal(double value) {
        if (style == JsonStyle.CANONICAL) {
            throw new IllegalArgumentException(value + " has no canonical bytes: only integers have");
        }
        ascii(EcmaNumber.print(value));
    }

    private void string(String text) {
        raw('"');
        int length = text.length();
        reserve(3 * length + 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c < 0x20 || c == '"' || c == '\\') {
                    escape(c);
                    reserve(3 * (length - i));
                } else {
                    out[size++] = (byte) c;
                }
            } else if (Character.isHighSurrogate(c)) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                utf8(c);
            }
        }
        raw('"');
    }

    private void escape(char c) {
        reserve(6);
        out[size++] = '\\';
        int letter = letter(c);
        if (letter != 0) {
            out[size++] = (byte) letter;
            return;
        }
        out[size++] = 'u';
        out[size++] = '0';
        out[size++] = '0';
        out[size++] = DIGITS[c >> 4];
        out[size++] = DIGITS[c & 15];
    }

    private static int letter(char c) {
        return switch (c) {
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '"', '\\' -> c;
            default -> 0;
        };
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            out[size++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                out[size++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                out[size++] = (byte) (0xf0 | codePoint >> 18);
                out[size++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
            }
            out[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        }
        out[size++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[size++] = (byte) text.charAt(i);
        }
    }

    private void raw(char c) {
        reserve(1);
        out[size++] = (byte) c;
    }

    private void reserve(int more) {
        if (more > out.length - size) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(size, more)));
        }
    }
}
