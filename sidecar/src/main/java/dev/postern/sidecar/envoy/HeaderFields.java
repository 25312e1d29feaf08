package dev.postern.sidecar.envoy;

/** The header fields of a request, by index in the order in which they came. */
interface HeaderFields {

    int count();

    String name(int i);

    int nameLength(int i);

    /** Whether a field has this name, in any case. */
    boolean isNamed(int i, String name);

    /** The value; bytes that are no text are replaced. */
    String value(int i);

    int valueLength(int i);

    /** Whether the value is text. */
    boolean isText(int i);
}
