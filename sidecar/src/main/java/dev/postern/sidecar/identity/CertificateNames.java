package dev.postern.sidecar.identity;

import dev.postern.sidecar.identity.Peer.Names;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Says who the owner of a certificate is, which has been verified. A certificate that claims to be a workload's is
 * judged by that alone: when its SPIFFE id is malformed, one of several or of a foreign trust domain its owner is nobody,
 * whatever else it is called. Thread-safe.
 */
final class CertificateNames {

    private static final int DNS = 2;
    private static final int URI = 6;
    /** A certificate may hold any number; no more are of interest. */
    private static final int MOST_NAMES = 64;

    private final PeerConfig config;

    CertificateNames(PeerConfig config) {
        this.config = config;
    }

    Peer of(X509Certificate certificate) {
        try {
            return of(names(certificate));
        } catch (CertificateParsingException | InvalidNameException unreadable) {
            return Peer.UNKNOWN;
        }
    }

    Peer of(Names names) {
        boolean claimsWorkload = names.uris().stream().anyMatch(CertificateNames::looksLikeWorkload);
        SpiffeId workload =
                names.uris().size() == 1 ? SpiffeId.parse(names.uris().get(0)) : null;
        if (claimsWorkload && (workload == null || !config.trustDomains().contains(workload.trustDomain()))) {
            return Peer.of("", null, names);
        }
        for (PeerConfig.Kind kind : config.names()) {
            String id = name(kind, workload, names);
            if (!id.isEmpty()) {
                return Peer.of(id, workload, names);
            }
        }
        return Peer.of("", workload, names);
    }

    private static boolean looksLikeWorkload(String uri) {
        return uri.regionMatches(true, 0, SpiffeId.SCHEME, 0, SpiffeId.SCHEME.length());
    }

    private static String name(PeerConfig.Kind kind, @Nullable SpiffeId workload, Names names) {
        return switch (kind) {
            case SPIFFE -> workload == null ? "" : workload.toString();
            case DNS -> names.dnsNames().isEmpty() ? "" : names.dnsNames().get(0);
            case CN -> names.commonName();
        };
    }

    private static Names names(X509Certificate certificate) throws CertificateParsingException, InvalidNameException {
        List<String> uris = new ArrayList<>();
        List<String> dnsNames = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
            int kind = (Integer) name.get(0);
            if (name.get(1) instanceof String text && uris.size() + dnsNames.size() < MOST_NAMES) {
                if (kind == URI) {
                    uris.add(text);
                } else if (kind == DNS) {
                    dnsNames.add(text);
                }
            }
        }
        return new Names(
                uris, dnsNames, commonName(certificate.getSubjectX500Principal().getName()));
    }

    /** The most specific common name of an RFC 2253 name, empty when it has none. */
    static String commonName(String subject) throws InvalidNameException {
        List<Rdn> parts = new LdapName(subject).getRdns();
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).getType().equalsIgnoreCase("CN") && parts.get(i).getValue() instanceof String name) {
                return name;
            }
        }
        return "";
    }
}
