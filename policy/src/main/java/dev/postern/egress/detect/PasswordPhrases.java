package dev.postern.egress.detect;

/** Passwords behind words of a command or a language of their own: {@code IDENTIFIED BY '…'}, {@code mysql -p…}. */
final class PasswordPhrases implements Matcher {

    private static final int MOST = 128;
    /** How far behind the name of a command its option may stand. */
    private static final int OPTIONS = 80;

    static void addTo(Detectors.Builder builder) {
        builder.on(
                new PasswordPhrases(),
                "identified by ",
                "_password by ",
                "with password ",
                "securestring ",
                "requirepass ",
                "masterauth ",
                "sshpass -p",
                "snmp-server community ",
                "password 0 ",
                "password 7 ",
                "mysql",
                "mariadb");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        boolean client = text.hasFolded("mysql", start) || text.hasFolded("mariadb", start);
        int at = client ? option(text, end) : text.afterBlanks(end, 2);
        if (at < 0) {
            return;
        }
        int c = text.at(at);
        boolean quoted = c == '\'' || c == '"';
        boolean prose =
                text.hasFolded("identified", start) ? !text.has("IDENTIFIED BY", start) : text.hasFolded("with", start);
        if (!quoted && prose) {
            return;
        }
        int first = quoted ? at + 1 : at;
        int last = first;
        while (last - first < MOST
                && text.at(last) > ' '
                && text.at(last) < 127
                && text.at(last) != (quoted ? c : ';')) {
            last++;
        }
        if (last > first && last - first < MOST && (!quoted || text.at(last) == c)) {
            new SecretValue(text, start, start, first, last, quoted, SecretValue.Given.ASSIGNED)
                    .judge(SecretName.PASSWORD, out);
        }
    }

    /** Behind {@code -p}, when the password follows at once, or -1. */
    private static int option(Text text, int from) {
        for (int i = from; i - from < OPTIONS && text.at(i) >= ' '; i++) {
            if (text.at(i) == ' ' && text.at(i + 1) == '-' && text.at(i + 2) == 'p') {
                int next = text.at(i + 3);
                return next > ' ' && next != '-' && !text.has("ort", i + 3) && !text.has("rotocol", i + 3) ? i + 3 : -1;
            }
        }
        return -1;
    }
}
