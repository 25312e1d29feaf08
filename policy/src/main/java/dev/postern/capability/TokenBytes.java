package dev.postern.capability;

import dev.postern.crypto.Hex;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signature;
import dev.postern.policy.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as bytes: a version (1), the number of links, the 16 bytes of the id of the first link's key, then for each link
 * the length of its payload in two bytes, the payload, and 64 bytes of signature. The keys of later links need no id:
 * they are the holders named before.
 */
public final class TokenBytes {

    /** Bytes of the largest token. */
    public static final int MAX_BYTES = 12 * 1024;

    private static final byte VERSION = 1;
    private static final int KEY_ID = 16;
    private static final int HEAD = 2 + KEY_ID;

    private TokenBytes() {}

    /**
     * The bytes of a token that this package read or made.
     *
     * @throws IllegalArgumentException when they would be more than {@link #MAX_BYTES}, or the first key id is none
     */
    public static byte[] print(Token token) {
        int size = size(token);
        byte[] keyId = Hex.parse(token.links().get(0).keyId(), KEY_ID);
        if (size > MAX_BYTES || keyId == null) {
            throw new IllegalArgumentException("a token of " + size + " bytes, expected at most " + MAX_BYTES);
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(VERSION)
                .put((byte) token.links().size())
                .put(keyId);
        for (Link link : token.links()) {
            out.putShort((short) link.payload().length)
                    .put(link.payload())
                    .put(link.signature().toByteArray());
        }
        return out.array();
    }

    /** Whether {@code text} can be the id of a key. */
    static boolean isKeyId(String text) {
        return Hex.parse(text, KEY_ID) != null;
    }

    static int size(Token token) {
        int size = HEAD;
        for (Link link : token.links()) {
            size += Short.BYTES + link.payload().length + Signature.BYTES;
        }
        return size;
    }

    public static TokenResult parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new TokenResult.Unreadable(
                    Reason.CAP_TOO_LARGE, "the token has " + bytes.length + " bytes, expected at most " + MAX_BYTES);
        }
        if (bytes.length < HEAD || bytes[0] != VERSION) {
            return malformed("the token is not of version " + VERSION);
        }
        int count = Byte.toUnsignedInt(bytes[1]);
        if (count < 1) {
            return malformed("the token has no links");
        }
        if (count > Token.MAX_LINKS) {
            return new TokenResult.Unreadable(
                    Reason.CAP_TOO_LARGE, "the token has " + count + " links, expected at most " + Token.MAX_LINKS);
        }
        byte[] keyId = new byte[KEY_ID];
        ByteBuffer in = ByteBuffer.wrap(bytes).position(2).get(keyId);
        return links(in, count, Hex.print(keyId));
    }

    private static TokenResult links(ByteBuffer in, int count, String firstKeyId) {
        List<Link> links = new ArrayList<>(count);
        String keyId = firstKeyId;
        for (int i = 0; i < count; i++) {
            byte[] payload = payload(in);
            if (payload == null || in.remaining() < Signature.BYTES) {
                return malformed("the token ends within link " + i);
            }
            byte[] signature = new byte[Signature.BYTES];
            in.get(signature);
            GrantResult result = GrantJson.parse(payload);
            if (result instanceof GrantResult.Malformed malformed) {
                return malformed("link " + i + ": " + malformed.message());
            }
            Grant grant = ((GrantResult.Read) result).grant();
            links.add(link(grant, payload, keyId, signature));
            PublicKey holder = grant.possession().holder();
            if (holder == null && i + 1 < count) {
                return malformed("link " + i + " names no holder and yet is narrowed");
            }
            keyId = holder == null ? "" : holder.keyId();
        }
        return in.hasRemaining()
                ? malformed("the token goes on after its last link")
                : new TokenResult.Read(new Token(links));
    }

    private static Link link(Grant grant, byte[] payload, String keyId, byte[] bytes) {
        Signature signature = Signature.of(bytes);
        if (signature == null) {
            throw new IllegalArgumentException("a signature of " + bytes.length + " bytes");
        }
        return new Link(grant, payload, keyId, signature);
    }

    private static byte @Nullable [] payload(ByteBuffer in) {
        int length = in.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(in.getShort());
        if (length < 0 || length > in.remaining()) {
            return null;
        }
        byte[] payload = new byte[length];
        in.get(payload);
        return payload;
    }

    private static TokenResult malformed(String message) {
        return new TokenResult.Unreadable(Reason.CAP_MALFORMED, message);
    }
}
