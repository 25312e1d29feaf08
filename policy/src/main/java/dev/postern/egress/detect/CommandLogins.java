package dev.postern.egress.detect;

/** Logins given to a command: {@code curl -u user:password}. */
final class CommandLogins implements Matcher {

    private static final int MOST = 64;

    static void addTo(Detectors.Builder builder) {
        builder.on(new CommandLogins(), " -u ", "--user ", "--proxy-user ");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int blanks = text.afterBlanks(end, 4);
        int quote = text.at(blanks) == '"' || text.at(blanks) == '\'' ? text.at(blanks) : Text.NONE;
        int name = quote == Text.NONE ? blanks : blanks + 1;
        int user = text.at(name) == ':' ? name : text.after(name, Chars.EMAIL_LOCAL | Chars.DOT | Chars.HIGH, MOST);
        int at = text.at(user) == '@' ? text.after(user + 1, Chars.ALNUM | Chars.DASH | Chars.DOT, MOST) : user;
        if (at == blanks || text.at(at) != ':') {
            return;
        }
        int first = at + 1;
        int last = first;
        while (last - first < MOST
                && text.at(last) > ' '
                && text.at(last) < 127
                && text.at(last) != '"'
                && text.at(last) != quote) {
            last++;
        }
        if (last > first) {
            new SecretValue(text, name, at, first, last, true, SecretValue.Given.ASSIGNED)
                    .judge(SecretName.PASSWORD, out);
        }
    }
}
