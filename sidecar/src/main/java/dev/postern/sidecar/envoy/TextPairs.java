package dev.postern.sidecar.envoy;

import dev.postern.sidecar.grpc.WireCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a map of ASCII texts, left where they lie in a request's bytes until one is asked for. Not thread-safe. */
final class TextPairs implements HeaderFields {

    private static final int MOST = 128;
    private static final int CASE = 0x20;
    private static final int ASCII_END = 0x80;

    private final byte[] bytes;
    private long[] spans = new long[32];
    private int count;
    /** A bit for each name added, found from its length and its ends. */
    private long names;

    TextPairs(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Adds an entry; {@code false} when its name is there already, or there are too many to compare each with all. */
    boolean add(long name, long value) {
        long bit = bit(name);
        if (count == MOST || ((names & bit) != 0 && holds(name))) {
            return false;
        }
        names |= bit;
        if (2 * count == spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        spans[2 * count] = name;
        spans[2 * count + 1] = value;
        count++;
        return true;
    }

    /** The value under exactly this name. */
    @Nullable
    String get(String name) {
        for (int i = 0; i < count; i++) {
            if (nameLength(i) == name.length() && name.equals(name(i))) {
                return value(i);
            }
        }
        return null;
    }

    Map<String, String> toMap() {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(name(i), value(i));
        }
        return map;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public String name(int i) {
        return text(bytes, spans[2 * i]);
    }

    @Override
    public int nameLength(int i) {
        return WireCursor.length(spans[2 * i]);
    }

    @Override
    public boolean isNamed(int i, String name) {
        if (nameLength(i) != name.length()) {
            return false;
        }
        int start = WireCursor.start(spans[2 * i]);
        for (int j = 0; j < name.length(); j++) {
            char c = name.charAt(j);
            if (c >= ASCII_END) {
                // Some letters beyond ASCII are letters of it in another case.
                return name.equalsIgnoreCase(name(i));
            }
            if (c != bytes[start + j] && !isSameLetter(c, bytes[start + j])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String value(int i) {
        return text(bytes, spans[2 * i + 1]);
    }

    @Override
    public int valueLength(int i) {
        return WireCursor.length(spans[2 * i + 1]);
    }

    @Override
    public boolean isText(int i) {
        return true;
    }

    static String text(byte[] bytes, long span) {
        return new String(bytes, WireCursor.start(span), WireCursor.length(span), StandardCharsets.ISO_8859_1);
    }

    private static boolean isSameLetter(char a, byte b) {
        int lower = a | CASE;
        return lower == (b | CASE) && lower >= 'a' && lower <= 'z';
    }

    private long bit(long name) {
        int length = WireCursor.length(name);
        if (length == 0) {
            return 1;
        }
        int start = WireCursor.start(name);
        return 1L << (length * 7 + bytes[start] * 31 + bytes[start + length - 1]);
    }

    private boolean holds(long name) {
        int start = WireCursor.start(name);
        int end = start + WireCursor.length(name);
        for (int i = 0; i < count; i++) {
            int other = WireCursor.start(spans[2 * i]);
            if (Arrays.equals(bytes, start, end, bytes, other, other + nameLength(i))) {
                return true;
            }
        }
        return false;
    }
}
