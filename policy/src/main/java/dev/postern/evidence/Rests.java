package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.DamagedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a receipt rests on beside its bundle: the digests of tokens, the issuer's first, then those of egress certificates.
 * They lie one after another in bytes that somebody else owns; reused from receipt to receipt. Not thread-safe.
 */
public final class Rests {

    /** The most digests of a kind. */
    public static final int MOST = 0xff;

    private static final int BYTES = ContentDigest.BYTES;
    private static final byte[] BETWEEN =
            new ByteBuilder(16).plain("\",\"sha256:").toByteArray();

    private byte[] bytes = new byte[0];
    private int at;
    private int tokens;
    private int egress;

    /** Those of a receipt. */
    static Rests of(List<ContentDigest> tokens, List<ContentDigest> egress) {
        Rests rests = new Rests();
        byte[] bytes = new byte[BYTES * (tokens.size() + egress.size())];
        int next = 0;
        for (List<ContentDigest> digests : List.of(tokens, egress)) {
            for (ContentDigest digest : digests) {
                digest.writeTo(bytes, next);
                next += BYTES;
            }
        }
        return rests.turnTo(bytes, 0, tokens.size(), egress.size());
    }

    /** The digests that begin at {@code offset}. */
    public Rests turnTo(byte[] digests, int offset, int tokenCount, int egressCount) {
        bytes = digests;
        at = offset;
        tokens = tokenCount;
        egress = egressCount;
        return this;
    }

    /** Nothing. */
    public Rests clear() {
        tokens = 0;
        egress = 0;
        return this;
    }

    boolean isEmpty() {
        return (tokens | egress) == 0;
    }

    boolean hasTokens() {
        return tokens > 0;
    }

    boolean hasEgress() {
        return egress > 0;
    }

    List<ContentDigest> tokens() {
        return digests(at, tokens);
    }

    List<ContentDigest> egress() {
        return digests(at + BYTES * tokens, egress);
    }

    /** Stores them. */
    void write(ByteBuilder out) {
        out.varint(tokens).varint(egress).bytes(bytes, at, BYTES * (tokens + egress));
    }

    /** Turns to what {@link #write} stored in {@code stored}, which {@code in} reads. */
    void read(ByteReader in, byte[] stored) throws DamagedException {
        int tokenCount = in.count(MOST);
        int egressCount = in.count(MOST);
        turnTo(stored, in.skip(BYTES * (tokenCount + egressCount)), tokenCount, egressCount);
    }

    /** Appends the tokens as an array of JSON. */
    void tokens(ByteBuilder out) {
        json(out, at, tokens);
    }

    /** Appends the egress certificates as an array of JSON. */
    void egress(ByteBuilder out) {
        json(out, at + BYTES * tokens, egress);
    }

    private void json(ByteBuilder out, int from, int count) {
        if (count == 0) {
            out.plain("[]");
            return;
        }
        out.plain("[\"sha256:").hex(bytes, from, BYTES);
        for (int i = 1; i < count; i++) {
            out.bytes(BETWEEN).hex(bytes, from + BYTES * i, BYTES);
        }
        out.plain("\"]");
    }

    private List<ContentDigest> digests(int from, int count) {
        List<ContentDigest> digests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digests.add(ContentDigest.read(bytes, from + BYTES * i));
        }
        return List.copyOf(digests);
    }
}
