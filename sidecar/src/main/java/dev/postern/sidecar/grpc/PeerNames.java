package dev.postern.sidecar.grpc;

import io.grpc.util.AdvancedTlsX509TrustManager.SslSocketAndEnginePeerVerifier;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/** Admits clients whose certificate bears one of the given DNS or URI names; without names, every client. */
final class PeerNames implements SslSocketAndEnginePeerVerifier {

    private static final int DNS = 2;
    private static final int URI = 6;

    private final Set<String> admitted;

    PeerNames(Set<String> admitted) {
        this.admitted = admitted;
    }

    @Override
    public void verifyPeerCertificate(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        verify(chain[0]);
    }

    @Override
    public void verifyPeerCertificate(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        verify(chain[0]);
    }

    private void verify(X509Certificate client) throws CertificateException {
        if (!admitted.isEmpty() && !bearsAdmittedName(client)) {
            throw new CertificateException("no name of the client's certificate is admitted here");
        }
    }

    private boolean bearsAdmittedName(X509Certificate client) throws CertificateException {
        Collection<List<?>> names = client.getSubjectAlternativeNames();
        if (names == null) {
            return false;
        }
        for (List<?> name : names) {
            int kind = (Integer) name.get(0);
            if ((kind == DNS || kind == URI) && name.get(1) instanceof String text && admitted.contains(text)) {
                return true;
            }
        }
        return false;
    }
}
