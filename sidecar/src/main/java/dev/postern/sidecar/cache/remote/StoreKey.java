package dev.postern.sidecar.cache.remote;

import dev.postern.crypto.Sha256;
import dev.postern.sidecar.cache.EntryKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where an entry is in the store, and all that it is about: its kind, tenant, bundle and full key, each with its length.
 * The name holds their digest, so that it is short; what is found under it must still hold all of them.
 *
 * @param name in the store
 * @param about encoded
 * @param tenant whose entry it is
 * @param bundleDigest empty where no bundle takes part
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
record StoreKey(byte[] name, byte[] about, String tenant, String bundleDigest) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * The place of an entry.
     *
     * @param prefix of everything this fleet keeps in the store, with the separator at its end
     */
    static StoreKey of(String prefix, EntryKey key, String bundleDigest) {
        byte[] about = about(key, bundleDigest);
        String digest = BASE64.encodeToString(Sha256.of(about).toByteArray());
        String name = prefix + key.namespace().word() + ':' + key.tenant() + ':' + digest;
        return new StoreKey(name.getBytes(StandardCharsets.UTF_8), about, key.tenant(), bundleDigest);
    }

    private static byte[] about(EntryKey key, String bundleDigest) {
        byte[] namespace = key.namespace().word().getBytes(StandardCharsets.UTF_8);
        byte[] tenant = key.tenant().getBytes(StandardCharsets.UTF_8);
        byte[] bundle = bundleDigest.getBytes(StandardCharsets.UTF_8);
        byte[] canonical = key.canonical();
        ByteBuffer about = ByteBuffer.allocate(
                4 * Integer.BYTES + namespace.length + tenant.length + bundle.length + canonical.length);
        put(about, namespace);
        put(about, tenant);
        put(about, bundle);
        put(about, canonical);
        return about.array();
    }

    private static void put(ByteBuffer target, byte[] part) {
        target.putInt(part.length).put(part);
    }
}
