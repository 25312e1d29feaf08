package dev.postern.egress.destination;

import org.jspecify.annotations.Nullable;

/**
 * Reads absolute {@code http} and {@code https} URLs. What it accepts it reads as the WHATWG URL standard does; what the
 * standard repairs silently (white space, backslashes, missing slashes) and what carries credentials it refuses.
 */
final class UrlParser {

    private static final int MAX_PORT = 65_535;

    private UrlParser() {}

    static UrlReading parse(String text) {
        UrlFault fault = characters(text);
        if (fault != null) {
            return new UrlReading.Refused(fault);
        }
        boolean secure = text.regionMatches(true, 0, "https://", 0, 8);
        if (!secure && !text.regionMatches(true, 0, "http://", 0, 7)) {
            return new UrlReading.Refused(UrlFault.SCHEME);
        }
        int from = secure ? 8 : 7;
        int end = from;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(from, end);
        int hash = text.indexOf('#', end);
        return authority(secure, authority, text.substring(end, hash < 0 ? text.length() : hash));
    }

    private static UrlReading authority(boolean secure, String authority, String rest) {
        if (authority.indexOf('@') >= 0) {
            return new UrlReading.Refused(UrlFault.USERINFO);
        }
        int bracket = authority.startsWith("[") ? authority.indexOf(']') : 0;
        int colon = bracket < 0 ? -1 : authority.indexOf(':', bracket);
        int port = colon < 0 ? WebUrl.defaultPort(secure) : port(authority, colon + 1, secure);
        if (port < 1) {
            return new UrlReading.Refused(UrlFault.PORT);
        }
        HostReading host = HostReading.of(colon < 0 ? authority : authority.substring(0, colon));
        if (host instanceof HostReading.Refused refused) {
            return new UrlReading.Refused(refused.fault());
        }
        int mark = rest.indexOf('?');
        String path = UrlPath.serialised(mark < 0 ? rest : rest.substring(0, mark));
        String query = mark < 0 || mark == rest.length() - 1 ? "" : UrlPath.encodedQuery(rest.substring(mark));
        return path == null
                ? new UrlReading.Refused(UrlFault.PATH)
                : new UrlReading.Clear(new WebUrl(secure, ((HostReading.Clear) host).host(), port, path, query));
    }

    /** An empty port is the scheme's own, as the standard has it; -1 when it is no port. */
    private static int port(String text, int from, boolean secure) {
        if (from == text.length()) {
            return WebUrl.defaultPort(secure);
        }
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = port * 10 + digit;
            if (port > MAX_PORT) {
                return -1;
            }
        }
        return port;
    }

    private static @Nullable UrlFault characters(String text) {
        if (text.length() > WebUrl.MAX_LENGTH) {
            return UrlFault.LENGTH;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                return UrlFault.BACKSLASH;
            }
            if (c <= ' ' || (c >= 0x7f && c <= 0xa0) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                return UrlFault.CHARACTER;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return UrlFault.CHARACTER;
                }
                i++;
            }
        }
        return null;
    }
}
