package dev.postern.egress;

import java.util.Locale;

/** Which way a content travels. */
public enum Direction {
    /** To the destination. */
    REQUEST,
    /** From it, back to whoever asked. */
    RESPONSE;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its name in policies, {@code request}. */
    public String id() {
        return id;
    }
}
