package dev.postern.egress.decode;

import java.util.Arrays;

/** A decoded text that knows where each of its bytes came from. Filled once by a decoder, then only read. */
public final class Layer {

    private final String encoding;
    private byte[] bytes;
    private int[] begins;
    private int[] ends;
    private int length;

    Layer(String encoding, int capacity) {
        this.encoding = encoding;
        this.bytes = new byte[capacity];
        this.begins = new int[capacity];
        this.ends = new int[capacity];
    }

    /** Bytes that all came from one span. */
    static Layer of(String encoding, byte[] bytes, int begin, int end) {
        Layer layer = new Layer(encoding, 0);
        layer.bytes = bytes;
        layer.length = bytes.length;
        layer.begins = new int[bytes.length];
        layer.ends = new int[bytes.length];
        Arrays.fill(layer.begins, begin);
        Arrays.fill(layer.ends, end);
        return layer;
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
        return begins[index];
    }

    /** Where in the encoded text the decoded bytes before an index end; {@code index > 0}. */
    public int end(int index) {
        return ends[index - 1];
    }

    void add(int b, int begin, int end) {
        if (length == bytes.length) {
            int capacity = Math.max(16, length * 2);
            bytes = Arrays.copyOf(bytes, capacity);
            begins = Arrays.copyOf(begins, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        bytes[length] = (byte) b;
        begins[length] = begin;
        ends[length++] = end;
    }
}
