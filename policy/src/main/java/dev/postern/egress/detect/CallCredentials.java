package dev.postern.egress.detect;

/**
 * The password of a pair that a call or a member takes: {@code auth=("user", "password")}, {@code new
 * NetworkCredential("user", "password")}. It is the second of two quoted arguments.
 */
final class CallCredentials implements Matcher {

    private static final int USER = 64;
    private static final int BLANKS = 4;

    static void addTo(Detectors.Builder builder) {
        builder.on(
                new CallCredentials(),
                "auth=(",
                "auth = (",
                "basicauth(",
                "basic_auth(",
                "basic_auth=(",
                "networkcredential(",
                "passwordcredentials(",
                "passwordcredential(",
                "passwordauthentication(",
                "credentials(",
                ".login(",
                "authenticate(");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int user = text.afterBlanks(end, BLANKS);
        int quote = Quotes.opening(text, user);
        int close = quote == 0 ? -1 : Quotes.end(text, user + quote, text.at(user + quote - 1));
        if (close < 0 || close - user > USER || text.at(text.afterBlanks(close + 1, BLANKS)) != ',') {
            return;
        }
        int at = text.afterBlanks(text.afterBlanks(close + 1, BLANKS) + 1, BLANKS);
        int second = Quotes.opening(text, at);
        int last = second == 0 ? -1 : Quotes.end(text, at + second, text.at(at + second - 1));
        if (last > at + second) {
            new SecretValue(text, close, close, at + second, last, true, SecretValue.Given.SPOKEN)
                    .judge(SecretName.PASSWORD, out);
        }
    }
}
