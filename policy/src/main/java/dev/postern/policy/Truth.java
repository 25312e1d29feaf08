package dev.postern.policy;

/** Kleene's three truth values, as bytes of working memory. */
final class Truth {

    static final int FALSE = 0;
    static final int UNKNOWN = 1;
    static final int TRUE = 2;

    private Truth() {}

    static int not(int truth) {
        return TRUE - truth;
    }
}
