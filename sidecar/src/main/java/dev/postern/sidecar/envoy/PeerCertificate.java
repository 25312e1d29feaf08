package dev.postern.sidecar.envoy;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Reads the certificate of a peer as Envoy sends it: PEM, URL-encoded. */
final class PeerCertificate {

    private static final int MAX_CHARS = 64 * 1024;

    private PeerCertificate() {}

    /** The certificate that {@code text} is, or {@code null} when it is empty or none. */
    static @Nullable X509Certificate parse(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return null;
        }
        try {
            // A plus sign is one of base64's, whereas the decoder takes it for a space.
            String pem = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.US_ASCII);
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException | IllegalArgumentException e) {
            return null;
        }
    }
}
