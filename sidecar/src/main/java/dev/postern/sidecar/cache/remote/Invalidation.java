package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.sidecar.cache.EpochTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Word that entries are of no use any more.
 *
 * @param name of the tenant or principal, else empty
 */
record Invalidation(Kind kind, String name) {

    static final Invalidation EVERYTHING = new Invalidation(Kind.EVERYTHING, "");

    /** Which entries. */
    enum Kind {
        /** Those of one tenant. */
        TENANT(1),
        /** Those that speak of one principal. */
        SUBJECT(2),
        /** Those that rest on nothing having been revoked. */
        REVOCATION(3),
        /** All. */
        EVERYTHING(4);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    /** One byte for the kind, then the name. */
    byte[] encoded() {
        byte[] text = name.getBytes(UTF_8);
        byte[] bytes = new byte[1 + text.length];
        bytes[0] = kind.code;
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    /** What {@link #encoded} made, or {@code null} for a kind of a later version. */
    static @Nullable Invalidation decode(byte[] bytes) {
        for (Kind kind : Kind.values()) {
            if (bytes.length > 0 && bytes[0] == kind.code) {
                return new Invalidation(kind, new String(Arrays.copyOfRange(bytes, 1, bytes.length), UTF_8));
            }
        }
        return null;
    }

    /** Makes what it is about useless here. */
    void bump(EpochTable epochs) {
        switch (kind) {
            case TENANT -> epochs.bumpTenant(name);
            case SUBJECT -> epochs.bumpSubject(name);
            case REVOCATION -> epochs.bumpRevocation();
            case EVERYTHING -> epochs.bumpTenant("");
        }
    }

    /** Raises what it is about to at least {@code epoch}. */
    void raise(EpochTable epochs, long epoch) {
        switch (kind) {
            case TENANT -> epochs.raiseTenant(name, epoch);
            case SUBJECT -> epochs.raiseSubject(name, epoch);
            case REVOCATION -> epochs.raiseRevocation(epoch);
            case EVERYTHING -> epochs.raiseTenant("", epoch);
        }
    }
}
