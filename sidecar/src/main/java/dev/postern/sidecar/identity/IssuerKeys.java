package dev.postern.sidecar.identity;

import dev.postern.capability.TrustSet;
import dev.postern.crypto.KeyEncoding;
import dev.postern.crypto.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads public keys, of issuers and others, as they are now. */
public final class IssuerKeys {

    private static final int MAX_BYTES = 4096;

    private IssuerKeys() {}

    /**
     * The issuers with their keys.
     *
     * @throws IOException when a key is none, or its file cannot be read
     */
    public static List<TrustSet.Issuer> read(List<CapabilityConfig.Issuer> issuers) throws IOException {
        List<TrustSet.Issuer> read = new ArrayList<>();
        for (CapabilityConfig.Issuer issuer : issuers) {
            List<PublicKey> keys = new ArrayList<>();
            for (String key : issuer.keys()) {
                keys.add(key(key, "issuer '" + issuer.name() + "'"));
            }
            read.add(new TrustSet.Issuer(issuer.name(), keys, issuer.tenants()));
        }
        return read;
    }

    /**
     * The key that {@code text} is or names.
     *
     * @param owner whose it is, for messages
     * @throws IOException when it is none, or its file cannot be read
     */
    public static PublicKey key(String text, String owner) throws IOException {
        PublicKey key = PublicKey.parseHex(text);
        key = key != null ? key : KeyEncoding.parsePublic(bytes(text));
        if (key == null) {
            throw new IOException("key '" + text + "' of " + owner
                    + ", expected 64 lower-case hexadecimal digits, or a file of an Ed25519 public key");
        }
        return key;
    }

    private static byte[] bytes(String file) throws IOException {
        try {
            Path path = Path.of(file);
            return Files.size(path) > MAX_BYTES ? new byte[0] : Files.readAllBytes(path);
        } catch (InvalidPathException none) {
            return new byte[0];
        }
    }
}
