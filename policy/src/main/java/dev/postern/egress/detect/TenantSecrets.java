package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.FindingType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of a tenant, known by keyed digests only: the tag of their first bytes finds where one may begin, HMAC-SHA-256
 * over the whole confirms it. Neither tells the secret to whoever has no key. Immutable and thread-safe.
 */
public final class TenantSecrets {

    /** The shortest secret, and how many of its first bytes are tagged. */
    public static final int MIN_LENGTH = 8;

    public static final int MAX_LENGTH = 256;
    private static final String DETECTOR = "secret.tenant";

    /**
     * One secret.
     *
     * @param length its bytes
     * @param tag the keyed tag of its first {@link #MIN_LENGTH} bytes
     * @param digest HMAC-SHA-256 of all of it, 64 hexadecimal digits
     */
    public record Entry(int length, int tag, String digest) {

        private static final Pattern LINE = Pattern.compile("([0-9]{1,3}) ([0-9a-f]{8}) ([0-9a-f]{64})");

        /** Reads what {@link #line()} gave; {@code null} if it cannot be. */
        public static @Nullable Entry parse(String line) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                return null;
            }
            int length = Integer.parseInt(parts.group(1));
            return length < MIN_LENGTH || length > MAX_LENGTH
                    ? null
                    : new Entry(length, Integer.parseUnsignedInt(parts.group(2), 16), parts.group(3));
        }

        /** As it is stored: length, tag and digest, with blanks between. */
        public String line() {
            return length + " " + HexFormat.of().toHexDigits(tag) + " " + digest;
        }
    }

    private final long multiplier;
    private final byte[] key;
    private final long[] seen = new long[1 << 10];
    private final Map<Integer, List<Entry>> byTag = new TreeMap<>();

    private TenantSecrets(byte[] key, long multiplier, List<Entry> entries) {
        this.key = key.clone();
        this.multiplier = multiplier;
        for (Entry entry : entries) {
            int slot = entry.tag >>> 16;
            seen[slot >>> 6] |= 1L << slot;
            byTag.merge(entry.tag, List.of(entry), (a, b) -> {
                List<Entry> both = new ArrayList<>(a);
                both.addAll(b);
                return List.copyOf(both);
            });
        }
    }

    /** None, without a key and the classes of its digests, which take longer to load than all detectors. */
    public static TenantSecrets none() {
        return new TenantSecrets(new byte[0], 0, List.of());
    }

    /** The secrets of some entries; {@code key} is the one they were made with. */
    public static TenantSecrets of(byte[] key, List<Entry> entries) {
        return new TenantSecrets(key, multiplier(key), entries);
    }

    /** The entry of a secret of {@link #MIN_LENGTH} to {@link #MAX_LENGTH} bytes. */
    public static Entry entry(byte[] key, byte[] secret) {
        if (secret.length < MIN_LENGTH || secret.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a secret of " + secret.length + " bytes, expected " + MIN_LENGTH + " to " + MAX_LENGTH);
        }
        return new Entry(
                secret.length,
                tag(word(secret, 0), multiplier(key)),
                HexFormat.of().formatHex(hmac(key, secret, 0, secret.length)));
    }

    /** Looks for the secrets from {@code start} on; of an open text the end is held back where one may have begun. */
    void match(Text text, int start, Pass pass) {
        if (byTag.isEmpty()) {
            return;
        }
        if (text.open) {
            pass.holdFrom(Math.max(start, text.to - MIN_LENGTH + 1));
        }
        for (int i = start; i + MIN_LENGTH <= text.to; i++) {
            int tag = tag(word(text.bytes, i), multiplier);
            int slot = tag >>> 16;
            if ((seen[slot >>> 6] >>> slot & 1) != 0) {
                confirm(text, i, byTag.getOrDefault(tag, List.of()), pass);
            }
        }
    }

    private void confirm(Text text, int at, List<Entry> entries, Pass pass) {
        for (Entry entry : entries) {
            if (at + entry.length > text.to) {
                if (text.open) {
                    pass.holdFrom(at);
                }
                continue;
            }
            byte[] digest = hmac(key, text.bytes, at, entry.length);
            byte[] expected = HexFormat.of().parseHex(entry.digest);
            if (MessageDigest.isEqual(digest, expected)) {
                pass.sink().begin(at);
                pass.sink().add(FindingType.TENANT_SECRET, DETECTOR, at, at + entry.length, 100);
            }
        }
    }

    private static int tag(long word, long multiplier) {
        return (int) ((word * multiplier) >>> 32);
    }

    private static long word(byte[] bytes, int at) {
        long word = 0;
        for (int i = 0; i < MIN_LENGTH; i++) {
            word = word << 8 | (bytes[at + i] & 0xff);
        }
        return word;
    }

    private static long multiplier(byte[] key) {
        byte[] derived = hmac(key, "postern tenant secret tag".getBytes(UTF_8), 0, 25);
        return word(derived, 0) | 1;
    }

    private static byte[] hmac(byte[] key, byte[] bytes, int from, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Arrays.copyOf(key, Math.max(1, key.length)), "HmacSHA256"));
            mac.update(bytes, from, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
