package dev.postern.sidecar.grpc;

import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.identity.Shown;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.security.cert.X509Certificate;
import java.util.Iterator;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What came with a gRPC call: its metadata, and the certificate of its connection. */
public final class CallShown implements Shown {

    private final Metadata metadata;
    private final Attributes connection;

    /** What came with {@code call}. */
    public static CallShown of(ServerCall<?, ?> call, Metadata metadata) {
        return new CallShown(metadata, call.getAttributes());
    }

    private CallShown(Metadata metadata, Attributes connection) {
        this.metadata = metadata;
        this.connection = connection;
    }

    @Override
    public @Nullable String header(HeaderName name) {
        Iterable<String> values = metadata.getAll(name.metadata());
        if (values == null) {
            return null;
        }
        Iterator<String> each = values.iterator();
        String joined = each.next();
        while (each.hasNext()) {
            joined = joined + "," + each.next();
        }
        return joined;
    }

    @Override
    public @Nullable X509Certificate certificate() {
        SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            return session != null && session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate
                    : null;
        } catch (SSLPeerUnverifiedException nobodyShown) {
            return null;
        }
    }
}
