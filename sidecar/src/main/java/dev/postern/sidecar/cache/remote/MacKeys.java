package dev.postern.sidecar.cache.remote;

import dev.postern.crypto.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets by which a fleet knows its own words. The first authenticates what is written, all of them what is read, so
 * that a new one is first added last everywhere, then moved to the front everywhere, and the old one then dropped. Each
 * purpose has keys of its own, derived by HKDF. Thread-safe; never shown.
 */
public final class MacKeys {

    /** Bytes of an authenticator. */
    static final int MAC_BYTES = 32;
    /** Bytes of the shortest secret. */
    public static final int SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] SALT = "postern remote cache 1".getBytes(StandardCharsets.US_ASCII);
    /** Derived keys kept; deriving one again costs a few microseconds. */
    private static final int MOST_DERIVED = 4_096;

    private final List<Secret> secrets;
    private final Map<Purpose, Mac> derived = new ConcurrentHashMap<>();

    /** Keys from secrets, at least one; no number comes twice. */
    public MacKeys(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
        if (secrets.isEmpty()
                || secrets.stream().mapToInt(Secret::id).distinct().count() < secrets.size()) {
            throw new IllegalArgumentException("at least one secret, each with a number of its own");
        }
    }

    /** A secret and the number that frames name it by. */
    public static final class Secret {
        private final int id;
        private final byte[] bytes;

        /** A secret of at least {@link #SECRET_BYTES} bytes, which are copied. */
        public Secret(int id, byte[] bytes) {
            if (bytes.length < SECRET_BYTES) {
                throw new IllegalArgumentException(bytes.length + " bytes, expected at least " + SECRET_BYTES);
            }
            this.id = id;
            this.bytes = bytes.clone();
        }

        int id() {
            return id;
        }
    }

    /** What a key is for. Whatever is authenticated for one purpose is not for another. */
    record Purpose(int id, String use, String tenant, String bundleDigest) {}

    /** The number of the secret that authenticates what is written. */
    int current() {
        return secrets.get(0).id;
    }

    /** A fresh authenticator for one message, or {@code null} when there is no secret of that number. */
    @Nullable
    Mac of(int id, String use, String tenant, String bundleDigest) {
        Purpose purpose = new Purpose(id, use, tenant, bundleDigest);
        Mac ready = derived.get(purpose);
        if (ready == null) {
            ready = derive(purpose);
            if (ready == null) {
                return null;
            }
            if (derived.size() >= MOST_DERIVED) {
                derived.clear();
            }
            derived.put(purpose, ready);
        }
        try {
            // Never used itself, so that any thread may copy it.
            return (Mac) ready.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError("the platform's " + ALGORITHM + " can be cloned", impossible);
        }
    }

    private @Nullable Mac derive(Purpose purpose) {
        for (Secret secret : secrets) {
            if (secret.id == purpose.id) {
                // Tenants hold no control characters, so the parts cannot run into one another.
                String info = purpose.use + '\0' + purpose.tenant + '\0' + purpose.bundleDigest;
                return keyed(Hkdf.derive(secret.bytes, SALT, info.getBytes(StandardCharsets.UTF_8), Hkdf.HASH_BYTES));
            }
        }
        return null;
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
