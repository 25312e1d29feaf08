package dev.postern.sidecar.grpc;

/** How protobuf writes its fields: a tag is a field's number and, in its lowest three bits, one of these types. */
public final class WireTags {

    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    /** A length, then so many bytes: a text, bytes or another message. */
    public static final int LENGTH = 2;

    /** The tag of the key in the entries of any map with texts for keys. */
    public static final int MAP_KEY = 1 << 3 | LENGTH;
    /** The tag of the value in the entries of any map of texts or messages. */
    public static final int MAP_VALUE = 2 << 3 | LENGTH;

    private WireTags() {}
}
