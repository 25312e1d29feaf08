package dev.postern.evidence;

/** Names of logs and keys, as C2SP signed-note allows them. */
final class KeyName {

    private static final int MAX_CHARACTERS = 256;

    private KeyName() {}

    /** Whether a name is 1 to 256 characters without Unicode spaces, control characters, {@code +} or lone surrogates. */
    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_CHARACTERS
                && name.codePoints().allMatch(KeyName::isAllowed);
    }

    private static boolean isAllowed(int codePoint) {
        return codePoint != '+'
                && !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
