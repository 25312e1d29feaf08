package dev.postern.capability;

import dev.postern.ccl.Document;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import dev.postern.ccl.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A CCL document that a link adds to its rights: it must permit as well.
 *
 * @param text as it is signed
 * @param document what it means; permits, denies and limits only, for nobody would report an obligation
 */
public record Constraints(String text, Document document) {

    /** Characters of the longest text. */
    public static final int MAX_CHARS = 4096;

    private static final ParseLimits LIMITS = new ParseLimits(MAX_CHARS, 64, 16, 1024);

    /** The constraints that {@code text} is, or {@code null} when it is none, too long or holds a {@code require}. */
    public static @Nullable Constraints parse(String text) {
        if (!(Parser.parse("constraints", text, LIMITS) instanceof ParseResult.Parsed parsed)) {
            return null;
        }
        Document document = parsed.document();
        boolean obliges = document.statements().stream().anyMatch(Statement.Require.class::isInstance);
        return obliges ? null : new Constraints(text, document);
    }

    /** Equal texts mean the same; others are told apart even where they do not. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Constraints other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
