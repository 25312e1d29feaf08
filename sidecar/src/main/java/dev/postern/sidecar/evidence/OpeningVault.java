package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.SaltedHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The openings and the salts of one segment, both under one key of 32 random bytes. Whoever destroys the key erases what
 * was asked in that segment, in every copy of it, while all proofs stay valid. Not thread-safe.
 *
 * <p>The salt of leaf {@code i} is AES-256 of the block {@code i ‖ 0} (each 8 bytes, big-endian) under
 * HMAC-SHA-256(key, "salts"). Openings are compressed as an LZ4 frame where that pays, then sealed with AES-256-GCM under
 * HMAC-SHA-256(key, "openings"), with the index of the frame's first leaf as the nonce: an index is used once in a
 * segment, since a segment is written by one run and a frame that could not be written is tried again unchanged.
 */
public final class OpeningVault {

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    /** How openings are wrapped. */
    static final int SEALED = 1;

    static final int COMPRESSED = 2;

    private static final int WORTH_COMPRESSING = 1 << 10;
    private static final int BLOCK = SaltedHash.SALT_BYTES;
    private static final int AHEAD = 64;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec openings;
    private final Cipher salts;
    private final Cipher gcm;
    private final Lz4Frame lz4 = new Lz4Frame();
    private final byte[] blocks = new byte[AHEAD * BLOCK];
    private final byte[] ready = new byte[AHEAD * BLOCK];
    private long readyFrom = Long.MIN_VALUE;

    public OpeningVault(byte[] key) {
        try {
            openings = new SecretKeySpec(derive(key, "openings"), "AES");
            // ECB over blocks that never repeat is a pseudo-random function, which is what a salt is drawn from.
            salts = Cipher.getInstance("AES/ECB/NoPadding");
            salts.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derive(key, "salts"), "AES"));
            gcm = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** Where in {@link #salts()} the salt of a leaf lies; valid until the next call. */
    int saltAt(long leaf) {
        if (leaf < readyFrom || leaf >= readyFrom + AHEAD) {
            prepare(leaf);
        }
        return (int) (leaf - readyFrom) * BLOCK;
    }

    byte[] salts() {
        return ready;
    }

    /** The salt of a leaf. */
    public byte[] salt(long leaf) {
        int at = saltAt(leaf);
        return Arrays.copyOfRange(ready, at, at + BLOCK);
    }

    /** Wraps the openings of a frame into {@code into}; says how. */
    int wrap(long firstLeaf, ByteBuilder plain, ByteBuilder into) {
        into.clear();
        if (plain.size() == 0) {
            return 0;
        }
        byte[] inner = plain.array();
        int length = plain.size();
        int form = SEALED;
        if (length > WORTH_COMPRESSING && length <= Lz4Frame.MOST_BYTES) {
            int compressed = lz4.compress(inner, 0, length);
            if (compressed < length) {
                inner = lz4.array();
                length = compressed;
                form = COMPRESSED;
            }
        }
        try {
            gcm.init(Cipher.ENCRYPT_MODE, openings, nonce(firstLeaf));
            int at = into.reserve(gcm.getOutputSize(length));
            gcm.doFinal(inner, 0, length, into.array(), at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing openings failed", e);
        }
        return form;
    }

    /** The openings of a frame as they were before they were wrapped. */
    public byte[] unwrap(int form, long firstLeaf, byte[] wrapped) throws DamagedException {
        byte[] inner;
        try {
            gcm.init(Cipher.DECRYPT_MODE, openings, nonce(firstLeaf));
            inner = gcm.doFinal(wrapped);
        } catch (GeneralSecurityException e) {
            throw new DamagedException("openings do not open with the key of their segment");
        }
        return form == COMPRESSED ? decompress(inner) : inner;
    }

    private static byte[] decompress(byte[] frame) throws CompressionException {
        byte[] plain = new byte[Lz4Frame.contentSize(frame, 0, frame.length, Lz4Frame.MOST_BYTES)];
        Lz4Frame.decompress(frame, 0, frame.length, plain);
        return plain;
    }

    private void prepare(long leaf) {
        ByteBuffer block = ByteBuffer.wrap(blocks);
        for (int i = 0; i < AHEAD; i++) {
            block.putLong(leaf + i).putLong(0);
        }
        try {
            salts.doFinal(blocks, 0, blocks.length, ready, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("making salts failed", e);
        }
        readyFrom = leaf;
    }

    private static GCMParameterSpec nonce(long firstLeaf) {
        return new GCMParameterSpec(
                TAG_BITS, ByteBuffer.allocate(12).putLong(firstLeaf).array());
    }

    private static byte[] derive(byte[] key, String use) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(use.getBytes(StandardCharsets.US_ASCII));
    }
}
