package dev.postern.crypto;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an untrusted object by name and type. The first thing wrong is kept as {@link #problem}; from then
 * on what is read may be an empty stand-in, so the problem is asked before anything read is used. One thread.
 */
public final class JsonFields {

    private final JsonObject object;
    private final String where;
    private final @Nullable JsonFields outer;
    private final Set<String> read = new HashSet<>();
    private @Nullable String problem;

    /** Fields of {@code value}, called {@code where} in messages. */
    public JsonFields(@Nullable Json value, String where) {
        this(value, where, null);
    }

    /** Fields of an object within another's: its problem becomes the outer one's. */
    public JsonFields(@Nullable Json value, String where, @Nullable JsonFields outer) {
        this.object = value instanceof JsonObject o ? o : JsonObject.EMPTY;
        this.where = where;
        this.outer = outer;
        if (!(value instanceof JsonObject)) {
            fail(where + " is missing or no object, expected an object");
        }
    }

    /** The first thing wrong, for people, or null. */
    public @Nullable String problem() {
        return problem;
    }

    public boolean has(String name) {
        return object.get(name) != null;
    }

    /** The member as it is, or null when it is absent. */
    public @Nullable Json optional(String name) {
        read.add(name);
        return object.get(name);
    }

    public String string(String name) {
        if (optional(name) instanceof JsonString string) {
            return string.value();
        }
        refuse(name, "a string");
        return "";
    }

    /** The string, or null when the member is absent. */
    public @Nullable String optionalString(String name) {
        return optional(name) == null ? null : string(name);
    }

    public long integer(String name) {
        if (optional(name) instanceof JsonInteger integer) {
            return integer.value();
        }
        refuse(name, "an integer of 64 bits");
        return 0;
    }

    public boolean bool(String name) {
        if (optional(name) instanceof JsonBoolean bool) {
            return bool.value();
        }
        refuse(name, "true or false");
        return false;
    }

    public List<Json> array(String name) {
        if (optional(name) instanceof JsonArray array) {
            return array.items();
        }
        refuse(name, "an array");
        return List.of();
    }

    /** The strings of an array of nothing else. */
    public List<String> strings(String name) {
        List<Json> items = array(name);
        if (!items.stream().allMatch(JsonString.class::isInstance)) {
            refuse(name, "an array of strings");
            return List.of();
        }
        return items.stream().map(item -> ((JsonString) item).value()).toList();
    }

    /** The members of the object called {@code name}. */
    public JsonFields object(String name) {
        return new JsonFields(optional(name), where + "." + name, this);
    }

    /** A digest written {@code sha256:<hex>}. */
    public ContentDigest digest(String name) {
        ContentDigest digest = ContentDigest.parse(string(name));
        if (digest == null) {
            refuse(name, "'sha256:' and 64 lower-case hexadecimal digits");
            return ContentDigest.ZERO;
        }
        return digest;
    }

    /** A digest written as 64 bare hexadecimal digits. */
    public ContentDigest hexDigest(String name) {
        ContentDigest digest = ContentDigest.parseHex(string(name));
        if (digest == null) {
            refuse(name, "64 lower-case hexadecimal digits");
            return ContentDigest.ZERO;
        }
        return digest;
    }

    /** Refuses members that were not read. */
    public void nothingElse() {
        for (String name : object.members().keySet()) {
            if (!read.contains(name)) {
                fail(where + " has an unknown member '" + name + "'");
                return;
            }
        }
    }

    /** Says that the member {@code name} is not what was {@code expected}. */
    public void refuse(String name, String expected) {
        fail(where + "." + name + (has(name) ? " is refused" : " is missing") + ", expected " + expected);
    }

    private void fail(String message) {
        if (problem == null) {
            problem = message;
        }
        if (outer != null) {
            outer.fail(message);
        }
    }
}
