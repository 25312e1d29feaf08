package dev.postern.capability;

/** What names and patterns in tokens may look like. */
public final class Patterns {

    private static final char DELETE = 0x7f;

    private Patterns() {}

    /** Whether {@code text} has one to {@code max} characters, none of them a control character. */
    static boolean isName(String text, int max) {
        if (text.isEmpty() || text.length() > max) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == DELETE) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} is a pattern of actions as the policy language has them. */
    public static boolean isAction(String text) {
        if (text.equals("**")) {
            return true;
        }
        boolean first = true;
        for (String segment : text.split("\\.", -1)) {
            boolean wildcard = segment.equals("*") || (segment.equals("**") && !first);
            if (!wildcard && !isIdentifier(segment)) {
                return false;
            }
            first = false;
        }
        return true;
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty() || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
