package dev.postern.sidecar.envoy;

import java.util.Locale;

/**
 * A host as policy sees it, and its port.
 *
 * @param host in lower case, without trailing dot or brackets; empty when there is none, or none that a host could be
 * @param port 0 when none is given
 */
record Authority(String host, int port) {

    static final Authority NONE = new Authority("", 0);

    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 255;

    /** Reads {@code host}, {@code host:port} or {@code [address]:port}. */
    static Authority parse(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', bracket + 1);
        String name = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? 0 : port(text, colon + 1);
        if (bracket > 0) {
            boolean wellFormed = name.length() == bracket + 1;
            return wellFormed && port >= 0 ? of(name.substring(1, bracket), true, port) : NONE;
        }
        return port < 0 ? NONE : of(name, false, port);
    }

    /** A bare name or address, such as SNI gives. */
    static Authority name(String text) {
        return of(text, true, 0);
    }

    private static Authority of(String name, boolean address, int port) {
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean wellFormed = !host.isEmpty() && host.length() <= MAX_HOST;
        for (int i = 0; i < host.length() && wellFormed; i++) {
            char c = host.charAt(i);
            wellFormed = c < 0x80
                    && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || (c == ':' && address));
        }
        return wellFormed ? new Authority(host.toLowerCase(Locale.ROOT), port) : NONE;
    }

    private static int port(String text, int from) {
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + (c - '0');
            if (port > MAX_PORT) {
                return -1;
            }
        }
        return port;
    }
}
