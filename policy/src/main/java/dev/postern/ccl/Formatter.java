package dev.postern.ccl;

/** Writes a syntax tree as CCL text that parses back to an equal tree, spans apart. */
public final class Formatter {

    private Formatter() {}

    /** One statement a line, each line ended by a newline. */
    public static String format(Document document) {
        return "";
    }

    public static String format(Statement statement) {
        return "";
    }

    public static String format(Condition condition) {
        return "";
    }
}
