package dev.postern.egress.destination;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Paths and queries: the serialisation of the WHATWG URL standard, and the plain form that policies match. */
final class UrlPath {

    private static final String HEX = "0123456789ABCDEF";
    private static final String QUERY_ENCODED = "\"#<>'";
    private static final String PATH_ENCODED = "\"#<>?^`{}";

    private UrlPath() {}

    /** The path without dot segments, percent-encoded; {@code null} when servers might read it differently. */
    static @Nullable String serialised(String raw) {
        if (raw.isEmpty()) {
            return "/";
        }
        List<String> segments = new ArrayList<>();
        String[] parts = raw.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            String dots = parts[i].length() > 6
                    ? ""
                    : parts[i].toLowerCase(Locale.ROOT).replace("%2e", ".");
            if (dots.equals("..") && !segments.isEmpty()) {
                segments.remove(segments.size() - 1);
            }
            if (dots.equals(".") || dots.equals("..")) {
                if (last) {
                    segments.add("");
                }
            } else if ((parts[i].isEmpty() && !last) || isUnclear(parts[i])) {
                return null;
            } else {
                segments.add(encoded(parts[i], PATH_ENCODED));
            }
        }
        return "/" + String.join("/", segments);
    }

    static String encodedQuery(String raw) {
        return encoded(raw, QUERY_ENCODED);
    }

    /** A serialised path in which letters, digits and {@code -._~} stand for themselves. */
    static String plain(String path) {
        int at = path.indexOf('%');
        if (at < 0) {
            return path;
        }
        StringBuilder plain = new StringBuilder(path.length()).append(path, 0, at);
        while (at < path.length()) {
            char c = path.charAt(at);
            if (c != '%') {
                plain.append(c);
                at++;
            } else {
                int value = octet(path, at);
                if (isUnreserved(value)) {
                    plain.append((char) value);
                } else {
                    plain.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
                }
                at += 3;
            }
        }
        return plain.toString();
    }

    /** Broken percent sequences, and encoded characters that some decode before they split. */
    private static boolean isUnclear(String segment) {
        for (int at = segment.indexOf('%'); at >= 0; at = segment.indexOf('%', at + 1)) {
            int value = octet(segment, at);
            if (value < ' ' || value == '/' || value == '\\' || value == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** The octet of the percent sequence at {@code at}, or -1. */
    private static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isUnreserved(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
    }

    private static String encoded(String text, String reserved) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0 || reserved.indexOf(b) >= 0) {
                encoded.append('%').append(HEX.charAt((b & 0xff) >> 4)).append(HEX.charAt(b & 0xf));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }
}
