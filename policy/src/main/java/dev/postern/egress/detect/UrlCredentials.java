package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** URLs and connection strings that carry a password, {@code scheme://user:password@host}. */
final class UrlCredentials implements Matcher {

    private static final int MOST = 256;
    private static final int SCHEME = 24;
    private static final int IN_SCHEME = Chars.ALNUM | Chars.DASH | Chars.DOT;

    static void addTo(Detectors.Builder builder) {
        builder.on(new UrlCredentials(), "://");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int scheme = text.before(start, IN_SCHEME, SCHEME);
        if (scheme == start) {
            return;
        }
        out.from(scheme);
        int colon = -1;
        int at = -1;
        int i = end;
        for (; i - end < MOST && userinfo(text.at(i)); i++) {
            int c = text.at(i);
            colon = c == ':' && colon < 0 ? i : colon;
            at = c == '@' ? i : at;
        }
        if (at < 0 || !host(text.at(at + 1))) {
            return;
        }
        int last = text.after(at + 1, IN_SCHEME, MOST);
        if (colon >= 0 && colon < at) {
            password(text, scheme, colon + 1, at, last, out);
        } else if (at - end >= 20 && Randomness.machineMade(text, end, at, 20)) {
            out.add(FindingType.API_KEY, "secret.url-token", end, at, 75);
        }
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.of(c -> Chars.is(c, IN_SCHEME), UrlCredentials::userinfo);
    }

    private static void password(Text text, int scheme, int start, int at, int last, Sink out) {
        String password = text.slice(start, at);
        if (password.isEmpty() || (Placeholders.is(text, start, at) && !password.equals("password"))) {
            return;
        }
        String user = text.slice(scheme, start);
        boolean shown = password.equals("password") || password.equals("pass") || user.endsWith("://user:");
        out.add(FindingType.CONNECTION_STRING, "secret.url-password", scheme, last, shown ? 60 : 90);
    }

    private static boolean userinfo(int c) {
        return (c > ' ' && c < 127 && c != '/' && c != '"' && c != '\'' && c != '`' && c != '<' && c != '>' && c != '\\'
                        && c != ',' && c != '?')
                || Chars.is(c, Chars.HIGH);
    }

    private static boolean host(int c) {
        return Chars.alnum(c) || c == '[' || c == '$' || c == '{';
    }
}
