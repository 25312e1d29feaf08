package dev.postern.sidecar.envoy;

/** The header fields of a request, by index in the order in which they came. */
interface HeaderFields {

    int count();

    String name(int i);

    default int nameLength(int i) {
        return name(i).length();
    }

    /** Whether a field has this name, in any case. */
    default boolean isNamed(int i, String name) {
        return name.equalsIgnoreCase(name(i));
    }

    /** The value; bytes that are no text are replaced. */
    String value(int i);

    int valueLength(int i);

    /** Whether the value is text. */
    boolean isText(int i);
}
