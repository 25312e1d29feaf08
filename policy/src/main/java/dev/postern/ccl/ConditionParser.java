package dev.postern.ccl;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.postern.ccl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what follows {@code when}. {@code or} binds weakest, then {@code and}, then {@code not}. */
final class ConditionParser {

    private static final int MAX_PATTERN_SIZE = 10_000;

    private final Tokens tokens;
    private final int maxDepth;

    ConditionParser(Tokens tokens, int maxDepth) {
        this.tokens = tokens;
        this.maxDepth = maxDepth;
    }

    /** @throws SyntaxFailure at the first token that fits no condition */
    Condition condition() {
        return or(0);
    }

    private Condition or(int depth) {
        Condition first = and(depth);
        if (!tokens.at(Kind.OR)) {
            return first;
        }
        List<Condition> parts = new ArrayList<>();
        parts.add(first);
        while (tokens.skip(Kind.OR)) {
            parts.add(and(depth));
        }
        return new Condition.Or(parts);
    }

    private Condition and(int depth) {
        Condition first = not(depth);
        if (!tokens.at(Kind.AND)) {
            return first;
        }
        List<Condition> parts = new ArrayList<>();
        parts.add(first);
        while (tokens.skip(Kind.AND)) {
            parts.add(not(depth));
        }
        return new Condition.And(parts);
    }

    private Condition not(int depth) {
        Token first = tokens.current();
        if (!first.is(Kind.NOT) && !first.is(Kind.LEFT_PAREN)) {
            return comparison();
        }
        if (depth == maxDepth) {
            throw new SyntaxFailure(
                    first.span(), "the condition is nested too deep, expected at most " + maxDepth + " levels");
        }
        tokens.advance();
        if (first.is(Kind.NOT)) {
            return new Condition.Not(not(depth + 1));
        }
        Condition inner = or(depth + 1);
        tokens.expect(Kind.RIGHT_PAREN, "'and', 'or' or ')'");
        return inner;
    }

    private Condition comparison() {
        Token start = tokens.expect(Kind.IDENTIFIER, "a field such as 'principal.id', 'not' or '('");
        FieldPath field = new FieldPath(path(start.text()));
        Operator operator = operator(field);
        Token value = tokens.current();
        Operand operand = operand();
        check(operator, operand, value.span());
        return new Condition.Comparison(field, operator, operand, start.span());
    }

    /** Behind a dot every word is a name, so that {@code env.hour} is one although {@code hour} is a keyword. */
    private List<String> path(String first) {
        if (!tokens.at(Kind.DOT)) {
            return List.of(first);
        }
        List<String> segments = new ArrayList<>();
        segments.add(first);
        while (tokens.skip(Kind.DOT)) {
            if (!tokens.current().isWord()) {
                throw tokens.unexpected("a name after '.' in the field");
            }
            segments.add(tokens.advance().text());
        }
        return segments;
    }

    /** {@code in_cidr} is an ordinary name anywhere else. */
    private Operator operator(FieldPath field) {
        Token token = tokens.current();
        @Nullable
        Operator operator =
                token.is(Kind.OPERATOR) || token.is(Kind.IDENTIFIER) ? Operator.bySymbol(token.text()) : null;
        if (operator == null) {
            throw tokens.unexpected("an operator after the field '" + field + "'");
        }
        tokens.advance();
        return operator;
    }

    private Operand operand() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case STRING -> new Operand.Text(tokens.advance().text());
            case NUMBER -> Numbers.parse(tokens.advance());
            case IDENTIFIER -> nameOperand(tokens.advance().text());
            case LEFT_BRACKET -> items();
            default -> throw tokens.unexpected("a value (string, number, boolean, field or list)");
        };
    }

    private Operand nameOperand(String first) {
        if (tokens.at(Kind.DOT)) {
            return new Operand.Field(new FieldPath(path(first)));
        }
        return switch (first) {
            case "true" -> new Operand.Bool(true);
            case "false" -> new Operand.Bool(false);
            default -> new Operand.Text(first);
        };
    }

    private Operand items() {
        tokens.advance();
        List<String> values = new ArrayList<>();
        if (!tokens.at(Kind.RIGHT_BRACKET)) {
            values.add(item());
            while (tokens.skip(Kind.COMMA)) {
                values.add(item());
            }
        }
        tokens.expect(Kind.RIGHT_BRACKET, "',' or ']'");
        return new Operand.Items(values);
    }

    private String item() {
        return switch (tokens.current().kind()) {
            case STRING, IDENTIFIER -> tokens.advance().text();
            case NUMBER -> Numbers.text(Numbers.parse(tokens.advance()));
            default -> throw tokens.unexpected("a string, number or name in the list");
        };
    }

    /** A literal that the operator could never make sense of is an error; one of another type is merely false. */
    private static void check(Operator operator, Operand operand, Span span) {
        if (operator == Operator.MATCHES && operand instanceof Operand.Text pattern) {
            checkPattern(pattern.value(), span);
        } else if (operator == Operator.IN_CIDR) {
            checkCidrs(operand, span);
        }
    }

    private static void checkPattern(String pattern, Span span) {
        if (PatternSize.of(pattern) > MAX_PATTERN_SIZE) {
            throw new SyntaxFailure(
                    span,
                    "the regular expression is too large, expected at most " + MAX_PATTERN_SIZE
                            + " atoms with its repetitions written out");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new SyntaxFailure(
                    span, "bad regular expression: " + wrong.getDescription() + ", expected RE2 syntax");
        }
    }

    private static void checkCidrs(Operand operand, Span span) {
        if (operand instanceof Operand.Text text) {
            checkCidr(text.value(), span);
        } else if (operand instanceof Operand.Items items) {
            items.values().forEach(item -> checkCidr(item, span));
        } else if (!(operand instanceof Operand.Field)) {
            throw new SyntaxFailure(
                    span, "'in_cidr' takes no number or boolean, expected a CIDR block, a list of them or a field");
        }
    }

    private static void checkCidr(String literal, Span span) {
        if (Cidr.parse(literal) == null) {
            throw new SyntaxFailure(
                    span,
                    "'" + literal + "' is no address block, expected one such as '10.0.0.0/8' or '2001:db8::/32'");
        }
    }
}
