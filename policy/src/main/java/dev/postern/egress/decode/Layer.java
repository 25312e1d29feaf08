package dev.postern.egress.decode;

/** A decoded text that knows where each of its bytes came from. Immutable, but for the bytes it shares. */
public final class Layer {

    private final String encoding;
    private final byte[] bytes;
    private final int length;
    private final Origins origins;

    Layer(String encoding, byte[] bytes, int length, Origins origins) {
        this.encoding = encoding;
        this.bytes = bytes;
        this.length = length;
        this.origins = origins;
    }

    /** What was undone: {@code base64}, {@code hex}, {@code escapes}, {@code gzip}. */
    public String encoding() {
        return encoding;
    }

    /** The decoded bytes, valid up to {@link #length()}; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Where in the encoded text the decoded byte at an index begins. */
    public int begin(int index) {
        return origins.begin(index);
    }

    /** Where in the encoded text the decoded bytes before an index end; {@code index > 0}. */
    public int end(int index) {
        return origins.end(index - 1);
    }
}
