package dev.postern.egress.label;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a content may spread. The four levels are ordered; a custom label is above {@code public} and beside everything
 * else, so that what carries it flows only to where that very label is accepted.
 */
public sealed interface Label {

    /** The name policies and requests use: {@code internal}, {@code custom:payroll}. */
    String text();

    /** Whether a content with this label may go where {@code other} is accepted. */
    boolean flowsTo(Label other);

    /** One of the four levels, in rising order. */
    enum Level implements Label {
        PUBLIC,
        INTERNAL,
        CONFIDENTIAL,
        SECRET;

        private final String text = name().toLowerCase(Locale.ROOT);

        @Override
        public String text() {
            return text;
        }

        @Override
        public boolean flowsTo(Label other) {
            return other instanceof Level level ? compareTo(level) <= 0 : this == PUBLIC;
        }
    }

    /**
     * A label of the user's own.
     *
     * @param name 1 to 64 characters of {@code a-z 0-9 . _ -}
     */
    record Custom(String name) implements Label {

        @Override
        public String text() {
            return PREFIX + name;
        }

        @Override
        public boolean flowsTo(Label other) {
            return equals(other);
        }
    }

    String PREFIX = "custom:";

    int MAX_NAME = 64;

    /** The label of that name, or {@code null} when there is none. */
    static @Nullable Label parse(String text) {
        for (Level level : Level.values()) {
            if (level.text.equals(text)) {
                return level;
            }
        }
        String name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        boolean wellFormed = !name.isEmpty() && name.length() <= MAX_NAME;
        for (int i = 0; i < name.length() && wellFormed; i++) {
            char c = name.charAt(i);
            wellFormed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        }
        return wellFormed ? new Custom(name) : null;
    }
}
