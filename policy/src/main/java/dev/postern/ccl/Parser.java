package dev.postern.ccl;

import dev.postern.ccl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses CCL text by recursive descent with one token of look-ahead. After an error it goes on at the next line that
 * begins with a statement's keyword, so that one reading reports several errors. Time is linear in the source, depth of
 * recursion bounded by {@link ParseLimits#depth()}.
 */
public final class Parser {

    private static final int MAX_DIAGNOSTICS = 50;
    private static final String A_STATEMENT = "a statement (permit, deny, require or limit)";

    /** The longest period whose milliseconds fit 64 bits. */
    private static final long MAX_PERIOD_SECONDS = Long.MAX_VALUE / 1000;

    private final String file;
    private final ParseLimits limits;
    private final Tokens tokens;
    private final ConditionParser conditions;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Parser(String file, String source, ParseLimits limits) {
        this.file = file;
        this.limits = limits;
        this.tokens = new Tokens(new Lexer(source, limits.tokenChars()));
        this.conditions = new ConditionParser(tokens, limits.depth());
    }

    /**
     * Parses a document. A source of nothing but blanks is refused; one of comments alone is a document without
     * statements.
     *
     * @param file name to use in diagnostics
     */
    public static ParseResult parse(String file, String source, ParseLimits limits) {
        if (source.length() > limits.chars()) {
            return refused(
                    file, "the document has " + source.length() + " characters, expected at most " + limits.chars());
        }
        if (source.isBlank()) {
            return refused(
                    file, "the document is empty, expected at least one statement (permit, deny, require or limit)");
        }
        return new Parser(file, source, limits).document();
    }

    private static ParseResult refused(String file, String message) {
        return new ParseResult.Refused(List.of(Diagnostic.error(file, Span.START, message)));
    }

    private ParseResult document() {
        while (diagnostics.size() < MAX_DIAGNOSTICS && !tokens.at(Kind.END)) {
            if (tokens.skip(Kind.NEWLINE)) {
                continue;
            }
            try {
                if (statements.size() == limits.statements()) {
                    report(tokens.unexpected("at most " + limits.statements() + " statements"));
                    break;
                }
                statements.add(statement());
            } catch (SyntaxFailure failure) {
                report(failure);
                resynchronise();
            }
        }
        return diagnostics.isEmpty()
                ? new ParseResult.Parsed(new Document(statements))
                : new ParseResult.Refused(diagnostics);
    }

    private void report(SyntaxFailure failure) {
        diagnostics.add(Diagnostic.error(file, failure.span(), String.valueOf(failure.getMessage())));
    }

    private void resynchronise() {
        boolean lineStart = false;
        while (!tokens.at(Kind.END) && !(lineStart && tokens.current().beginsStatement())) {
            lineStart = tokens.advance().is(Kind.NEWLINE);
        }
    }

    private Statement statement() {
        Token keyword = tokens.current();
        if (!keyword.beginsStatement()) {
            throw tokens.unexpected(A_STATEMENT);
        }
        tokens.advance();
        return keyword.is(Kind.LIMIT) ? limit(keyword) : rule(keyword);
    }

    private Statement rule(Token keyword) {
        ActionPattern action = action();
        tokens.expect(Kind.ON, "'on' and a resource");
        ResourcePattern resource = resource();
        @Nullable Condition condition = tokens.skip(Kind.WHEN) ? conditions.condition() : null;
        Severity severity = severity(condition == null ? "'when', " : "'and', 'or', ");
        Span span = keyword.span();
        return switch (keyword.kind()) {
            case PERMIT -> new Statement.Access(Effect.PERMIT, action, resource, condition, severity, span);
            case DENY -> new Statement.Access(Effect.DENY, action, resource, condition, severity, span);
            default -> new Statement.Require(action, resource, condition, severity, span);
        };
    }

    private Statement limit(Token keyword) {
        ActionPattern action = action();
        long count = wholeNumber("a count");
        tokens.expect(Kind.PER, "'per' and a period");
        Span periodSpan = tokens.current().span();
        long period = wholeNumber("a period");
        Token unit = tokens.expect(Kind.UNIT, "a unit (seconds, minutes, hours or days)");
        long scale = secondsOf(unit);
        if (period > MAX_PERIOD_SECONDS / scale) {
            throw new SyntaxFailure(
                    periodSpan, "the period is too long, expected at most " + MAX_PERIOD_SECONDS + " seconds");
        }
        return new Statement.Limit(action, count, period * scale, severity(""), keyword.span());
    }

    /** {@code **} stands alone; otherwise segments between dots, of which the first is no {@code **}. */
    private ActionPattern action() {
        if (tokens.skip(Kind.ANY)) {
            return new ActionPattern(Segments.ANY);
        }
        if (!tokens.at(Kind.IDENTIFIER) && !tokens.at(Kind.ONE)) {
            throw tokens.unexpected("an action such as 'file.read', '*' or '**'");
        }
        String first = tokens.advance().text();
        if (!tokens.at(Kind.DOT)) {
            return new ActionPattern(first);
        }
        StringBuilder text = new StringBuilder(first);
        while (tokens.skip(Kind.DOT)) {
            if (!tokens.at(Kind.IDENTIFIER) && !tokens.at(Kind.ONE) && !tokens.at(Kind.ANY)) {
                throw tokens.unexpected("a name, '*' or '**' after '.' in the action");
            }
            text.append('.').append(tokens.advance().text());
        }
        return new ActionPattern(text.toString());
    }

    private ResourcePattern resource() {
        return switch (tokens.current().kind()) {
            case STRING, ONE, ANY, IDENTIFIER ->
                new ResourcePattern(tokens.advance().text());
            default -> throw tokens.unexpected("a resource such as '/docs/**', '*' or '**'");
        };
    }

    private long wholeNumber(String what) {
        Token number = tokens.expect(Kind.NUMBER, what + " (a whole number)");
        if (Numbers.parse(number) instanceof Operand.Int whole && whole.value() >= 0) {
            return whole.value();
        }
        throw new SyntaxFailure(
                number.span(), "found " + number.described() + ", expected " + what + " (a whole number from 0)");
    }

    private static long secondsOf(Token unit) {
        return switch (unit.text().charAt(0)) {
            case 's', 'S' -> 1;
            case 'm', 'M' -> 60;
            case 'h', 'H' -> 3600;
            default -> 86_400;
        };
    }

    /** @param before what else could have stood here, for the message */
    private Severity severity(String before) {
        if (!tokens.skip(Kind.SEVERITY)) {
            endStatement(before + "'severity' or the end of the statement");
            return Severity.HIGH;
        }
        Token level = tokens.current();
        Severity severity = level.is(Kind.IDENTIFIER) ? severityNamed(level.text()) : null;
        if (severity == null) {
            throw tokens.unexpected("a severity (critical, high, medium or low)");
        }
        tokens.advance();
        endStatement("the end of the statement");
        return severity;
    }

    private static @Nullable Severity severityNamed(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "critical" -> Severity.CRITICAL;
            case "high" -> Severity.HIGH;
            case "medium" -> Severity.MEDIUM;
            case "low" -> Severity.LOW;
            default -> null;
        };
    }

    /** The next statement may follow on the same line. */
    private void endStatement(String expected) {
        Token next = tokens.current();
        if (!next.is(Kind.NEWLINE) && !next.is(Kind.END) && !next.beginsStatement()) {
            throw tokens.unexpected(expected);
        }
    }
}
