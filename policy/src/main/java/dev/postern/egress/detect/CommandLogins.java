package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** Logins given to a command: {@code curl -u user:password}. */
final class CommandLogins implements Matcher {

    private static final int MOST = 64;

    static void addTo(Detectors.Builder builder) {
        builder.on(new CommandLogins(), " -u ", "--user ");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int user = text.after(end, Chars.EMAIL_LOCAL | Chars.DOT, MOST);
        if (user == end || text.at(user) != ':') {
            return;
        }
        int first = user + 1;
        int last = first;
        while (last - first < MOST && text.at(last) > ' ' && text.at(last) < 127 && text.at(last) != '"') {
            last++;
        }
        boolean digits = false;
        for (int i = first; i < last; i++) {
            digits |= Chars.digit(text.at(i));
        }
        if (digits && last - first >= 4 && !Placeholders.is(text, first, last)) {
            out.add(FindingType.PASSWORD, "secret.command-login", first, last, 75);
        }
    }
}
