package dev.postern.sidecar.identity;

import dev.postern.sidecar.identity.Peer.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code x-forwarded-client-cert} as Envoy writes it: for each hop, the oldest first, the names of the certificate
 * that its client showed. Elements are separated by commas, fields by semicolons, and a value that holds one of these is
 * quoted.
 */
final class XfccHeader {

    private static final int MAX_CHARS = 64 * 1024;
    private static final int MAX_HOPS = 32;

    private final String text;
    private int at;
    private List<String> uris = new ArrayList<>();
    private List<String> dnsNames = new ArrayList<>();
    private String commonName = "";

    private XfccHeader(String text) {
        this.text = text;
    }

    /** The hops, the oldest first; {@code null} when {@code text} cannot be read whole. */
    static @Nullable List<Names> parse(String text) {
        return text.isEmpty() || text.length() > MAX_CHARS ? null : new XfccHeader(text).hops();
    }

    private @Nullable List<Names> hops() {
        List<Names> hops = new ArrayList<>();
        do {
            if (hops.size() == MAX_HOPS || !hop()) {
                return null;
            }
            hops.add(new Names(uris, dnsNames, commonName));
        } while (skip(','));
        return at == text.length() ? hops : null;
    }

    private boolean hop() {
        uris = new ArrayList<>();
        dnsNames = new ArrayList<>();
        commonName = "";
        skipBlanks();
        do {
            if (!field()) {
                return false;
            }
        } while (skip(';'));
        return true;
    }

    private boolean field() {
        int equals = text.indexOf('=', at);
        if (equals < 0) {
            return false;
        }
        String key = text.substring(at, equals).toLowerCase(Locale.ROOT);
        at = equals + 1;
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        return value != null && take(key, value);
    }

    private boolean take(String key, String value) {
        switch (key) {
            case "uri" -> {
                if (!value.isEmpty()) {
                    uris.add(value);
                }
            }
            case "dns" -> dnsNames.add(value);
            case "subject" -> {
                try {
                    commonName = CertificateNames.commonName(value);
                } catch (InvalidNameException e) {
                    return false;
                }
            }
            case "by", "hash", "cert", "chain" -> {
                // Who received it, and the certificate itself, which would have to be verified again to tell more.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private @Nullable String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && ++at < text.length()) {
                c = text.charAt(at);
            }
            value.append(c);
        }
        return null;
    }

    private @Nullable String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
            if (text.charAt(at) == '"') {
                return null;
            }
            at++;
        }
        return text.substring(start, at);
    }

    private boolean skip(char separator) {
        if (at < text.length() && text.charAt(at) == separator) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
