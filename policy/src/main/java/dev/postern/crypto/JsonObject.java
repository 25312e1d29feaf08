package dev.postern.crypto;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Named values, in an order that printing keeps and equality ignores.
 *
 * @param members unmodifiable; names are valid Unicode
 */
public record JsonObject(Map<String, Json> members) implements Json {

    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        members.keySet().forEach(JsonObject::requireUnicode);
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Builder builder() {
        return new Builder();
    }

    public @Nullable Json get(String name) {
        return members.get(name);
    }

    /** This object without the members named. */
    public JsonObject without(String... names) {
        return only(name -> !List.of(names).contains(name));
    }

    /** This object with those of its members alone whose names are {@code wanted}. */
    public JsonObject only(Predicate<String> wanted) {
        var rest = new LinkedHashMap<>(members);
        rest.keySet().removeIf(wanted.negate());
        return new JsonObject(rest);
    }

    private static void requireUnicode(String name) {
        if (Unicode.loneSurrogate(name) >= 0) {
            throw new IllegalArgumentException("lone surrogate in a member's name");
        }
    }

    /** Collects members; giving a name twice is a bug. */
    public static final class Builder {

        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            if (members.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("member '" + name + "' given twice");
            }
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        public Builder put(String name, long value) {
            return put(name, new JsonInteger(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new JsonBoolean(value));
        }

        public Builder put(String name, ContentDigest value) {
            return put(name, new JsonString(value.toString()));
        }

        public Builder putIfPresent(String name, @Nullable Json value) {
            return value == null ? this : put(name, value);
        }

        public Builder putIfPresent(String name, @Nullable String value) {
            return value == null ? this : put(name, value);
        }

        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
