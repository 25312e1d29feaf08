package dev.postern.crypto;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, each made canonical once, for canonical bytes of the object without one or another of them.
 * Immutable.
 */
public final class CanonicalMembers {

    private final String[] names;
    private final byte[] members;
    /** Where in {@code members} each ends, in the order of the names. */
    private final int[] ends;

    private CanonicalMembers(String[] names, byte[] members, int[] ends) {
        this.names = names;
        this.members = members;
        this.ends = ends;
    }

    /**
     * The members of {@code object} but for those that are never wanted.
     *
     * @throws IllegalArgumentException as {@link CanonicalBytes#of}
     */
    public static CanonicalMembers of(JsonObject object, Set<String> unwanted) {
        String[] names = object.members().keySet().stream()
                .filter(name -> !unwanted.contains(name))
                .toArray(String[]::new);
        JsonStyle.CANONICAL.sort(names);
        int[] ends = new int[names.length];
        JsonWriter writer = new JsonWriter(JsonStyle.CANONICAL);
        for (int i = 0; i < names.length; i++) {
            writer.member(object, names[i], 1);
            ends[i] = writer.size();
        }
        return new CanonicalMembers(names, writer.toByteArray(), ends);
    }

    /** The canonical bytes of the object they are of. */
    public CanonicalBytes all() {
        return assemble(null);
    }

    /** The canonical bytes of the object without the member {@code omitted}. */
    public CanonicalBytes without(String omitted) {
        return assemble(omitted);
    }

    private CanonicalBytes assemble(@Nullable String omitted) {
        byte[] bytes = new byte[members.length + names.length + 2];
        int size = 0;
        int start = 0;
        bytes[size++] = '{';
        for (int i = 0; i < names.length; i++) {
            if (!names[i].equals(omitted)) {
                if (size > 1) {
                    bytes[size++] = ',';
                }
                int length = ends[i] - start;
                System.arraycopy(members, start, bytes, size, length);
                size += length;
            }
            start = ends[i];
        }
        bytes[size++] = '}';
        return CanonicalBytes.made(Arrays.copyOf(bytes, size));
    }
}
