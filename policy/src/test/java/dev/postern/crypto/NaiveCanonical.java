package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The canonical text as one would write it down: sorted maps of UTF-8 bytes, regular expressions, java.time. */
final class NaiveCanonical {

    private static final String TIME =
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:(?<s>\\d\\d)(?<f>\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)";

    private NaiveCanonical() {}

    static String text(Json value) {
        if (value instanceof JsonObject object) {
            TreeMap<byte[], Map.Entry<String, Json>> sorted = new TreeMap<>(Arrays::compareUnsigned);
            object.members().entrySet().forEach(member -> sorted.put(utf8(member.getKey()), member));
            return sorted.values().stream()
                    .map(member -> quoted(member.getKey()) + ":" + text(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof JsonArray array) {
            return array.items().stream().map(NaiveCanonical::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof JsonString string) {
            return quoted(time(string.value()));
        }
        if (value instanceof JsonInteger integer) {
            return Long.toString(integer.value());
        }
        if (value instanceof JsonUnsigned unsigned) {
            return Long.toUnsignedString(unsigned.bits());
        }
        return value instanceof JsonBoolean bool ? Boolean.toString(bool.value()) : "null";
    }

    static String time(String text) {
        if (!text.matches(TIME)) {
            return text;
        }
        boolean leap = text.startsWith("60", 17);
        String plain = leap ? text.substring(0, 17) + "59" + text.substring(19) : text;
        try {
            OffsetDateTime utc = OffsetDateTime.parse(
                            plain.toUpperCase(Locale.ROOT).replaceFirst("\\.\\d+", ""))
                    .withOffsetSameInstant(ZoneOffset.UTC);
            return utc.getYear() < 0 || utc.getYear() > 9999
                    ? text
                    : utc.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:")) + (leap ? "60" : two(utc)) + "Z";
        } catch (DateTimeException noSuchTime) {
            return text;
        }
    }

    private static String two(OffsetDateTime utc) {
        return (utc.getSecond() < 10 ? "0" : "") + utc.getSecond();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(c < 16 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
