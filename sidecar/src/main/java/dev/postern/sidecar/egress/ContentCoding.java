package dev.postern.sidecar.egress;

import java.util.List;
import java.util.Locale;

/** How a content is encoded on its way, by the names of RFC 9110, section 8.4.1. */
public enum ContentCoding {
    /** Not at all. */
    IDENTITY,
    /** In one gzip member (RFC 1952). */
    GZIP,
    /** In one zlib stream (RFC 1950). */
    DEFLATE,
    /** In a way that cannot be looked into, or in more than one. */
    UNKNOWN;

    /** The coding that the values of {@code content-encoding} say. */
    public static ContentCoding of(List<String> values) {
        ContentCoding coding = IDENTITY;
        for (String value : values) {
            for (String name : value.split(",", -1)) {
                ContentCoding next = named(name.strip().toLowerCase(Locale.ROOT));
                if (next != IDENTITY) {
                    coding = coding == IDENTITY ? next : UNKNOWN;
                }
            }
        }
        return coding;
    }

    private static ContentCoding named(String name) {
        return switch (name) {
            case "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> UNKNOWN;
        };
    }
}
