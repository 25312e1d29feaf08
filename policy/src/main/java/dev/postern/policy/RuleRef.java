package dev.postern.policy;

/**
 * A rule as it is named in answers.
 *
 * @param file path inside the bundle, with forward slashes
 * @param line line of its keyword, from 1
 * @param text the rule in canonical form, one line
 */
public record RuleRef(String file, int line, String text) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
