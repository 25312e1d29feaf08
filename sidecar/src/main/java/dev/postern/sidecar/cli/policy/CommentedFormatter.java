package dev.postern.sidecar.cli.policy;

import dev.postern.ccl.Document;
import dev.postern.ccl.Formatter;
import dev.postern.ccl.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes a document in canonical form and keeps what a syntax tree does not hold: comments, each on its own line or
 * behind the statement it stood behind, and single blank lines.
 */
final class CommentedFormatter {

    private CommentedFormatter() {}

    static String format(String source, Document document) {
        Deque<Trivia> trivia = new ArrayDeque<>(Trivia.scan(source));
        StringBuilder out = new StringBuilder();
        for (Statement statement : document.statements()) {
            int line = statement.span().line();
            while (!trivia.isEmpty() && before(trivia.getFirst(), line)) {
                append(out, trivia.removeFirst());
            }
            startLine(out);
            out.append(Formatter.format(statement));
        }
        trivia.forEach(item -> append(out, item));
        startLine(out);
        return out.toString().replaceFirst("^\n+", "").replaceFirst("\n+$", "\n");
    }

    /** A comment in the middle of a line stands behind every statement that begins on it. */
    private static boolean before(Trivia trivia, int statementLine) {
        return trivia.line() < statementLine;
    }

    private static void append(StringBuilder out, Trivia trivia) {
        if (trivia.trailing()) {
            out.append("  ").append(trivia.text());
            return;
        }
        startLine(out);
        if (!trivia.text().isEmpty()) {
            out.append(trivia.text());
        } else if (!out.isEmpty() && !endsWithBlankLine(out)) {
            out.append('\n');
        }
    }

    private static void startLine(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }

    private static boolean endsWithBlankLine(StringBuilder out) {
        int length = out.length();
        return length > 1 && out.charAt(length - 1) == '\n' && out.charAt(length - 2) == '\n';
    }

    /** The comments of a source, in order: what formatting must not lose. */
    static List<String> comments(String source) {
        return Trivia.scan(source).stream()
                .map(Trivia::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
