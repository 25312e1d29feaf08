package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.TlsConfig;
import dev.postern.sidecar.keys.PrivateFile;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The PEM files of a listener as they were read at one time. */
final class PemIdentity {

    private static final int MAX_KEY_BYTES = 64 * 1024;
    private static final byte[] PROBE = "the key belongs to the certificate".getBytes(StandardCharsets.UTF_8);

    private final byte[] certificate;
    private final byte[] key;
    private final byte @Nullable [] authority;

    private PemIdentity(byte[] certificate, byte[] key, byte @Nullable [] authority) {
        this.certificate = certificate;
        this.key = key;
        this.authority = authority;
    }

    static PemIdentity read(TlsConfig config) throws IOException {
        Path authority = config.clientAuthority();
        return new PemIdentity(
                Files.readAllBytes(config.certificate()),
                PrivateFile.bytes(config.key(), MAX_KEY_BYTES),
                authority == null ? null : Files.readAllBytes(authority));
    }

    boolean sameAs(PemIdentity other) {
        return Arrays.equals(certificate, other.certificate)
                && Arrays.equals(key, other.key)
                && Arrays.equals(authority, other.authority);
    }

    X509Certificate[] chain() throws CertificateException {
        return certificates(certificate, "certificate file");
    }

    /** Certificates of the authorities that vouch for clients, or {@code null} when clients need none. */
    X509Certificate @Nullable [] authorities() throws CertificateException {
        return authority == null ? null : certificates(authority, "client authority file");
    }

    /** The private key, found to belong to the certificate: files can be caught half replaced. */
    PrivateKey key() throws GeneralSecurityException, IOException {
        PrivateKey privateKey = CertificateUtils.getPrivateKey(new ByteArrayInputStream(key));
        String algorithm = privateKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(chain()[0].getPublicKey());
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
        return privateKey;
    }

    private static X509Certificate[] certificates(byte[] pem, String what) throws CertificateException {
        X509Certificate[] certificates = CertificateUtils.getX509Certificates(new ByteArrayInputStream(pem));
        if (certificates.length == 0) {
            throw new CertificateException(what + " holds no certificate, expected at least one in PEM form");
        }
        return certificates;
    }
}
