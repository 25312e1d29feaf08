package dev.postern.policy;

import com.google.re2j.Pattern;
import dev.postern.ccl.Cidr;
import dev.postern.ccl.Condition;
import dev.postern.ccl.Document;
import dev.postern.ccl.Effect;
import dev.postern.ccl.FieldPath;
import dev.postern.ccl.Numbers;
import dev.postern.ccl.Operand;
import dev.postern.ccl.Statement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers straight from the syntax tree, rule by rule, sharing nothing with the compiled program. */
final class NaiveEvaluator {

    private final Check check;

    NaiveEvaluator(Check check) {
        this.check = check;
    }

    /** Outcome, line of the deciding rule and lines of the obligations. */
    static String answer(Document document, Check check) {
        NaiveEvaluator evaluator = new NaiveEvaluator(check);
        Statement.Access best = null;
        StringBuilder obligations = new StringBuilder();
        for (Statement statement : document.statements()) {
            if (statement instanceof Statement.Access rule
                    && evaluator.matches(
                            rule.action().matches(check.action())
                                    && rule.resource().matches(check.resource()),
                            rule.condition())
                    && (best == null || outranks(rule, best))) {
                best = rule;
            }
            if (statement instanceof Statement.Require rule
                    && evaluator.matches(
                            rule.action().matches(check.action())
                                    && rule.resource().matches(check.resource()),
                            rule.condition())) {
                obligations.append(' ').append(rule.span().line());
            }
        }
        boolean allowed = best != null && best.effect() == Effect.PERMIT;
        return (allowed ? "ALLOW " : "DENY ") + (best == null ? 0 : best.span().line()) + obligations;
    }

    static boolean outranks(Statement.Access rule, Statement.Access best) {
        int mine = rule.action().specificity() + rule.resource().specificity();
        int theirs = best.action().specificity() + best.resource().specificity();
        return mine > theirs || (mine == theirs && rule.effect() == Effect.DENY && best.effect() == Effect.PERMIT);
    }

    private boolean matches(boolean patterns, @Nullable Condition condition) {
        return patterns && (condition == null || holds(condition));
    }

    boolean holds(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream().allMatch(this::holds);
        }
        if (condition instanceof Condition.Or or) {
            return or.parts().stream().anyMatch(this::holds);
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part());
        }
        return holds((Condition.Comparison) condition);
    }

    private boolean holds(Condition.Comparison comparison) {
        Value left = find(comparison.field());
        Value right = value(comparison.operand());
        return left != null && right != null && holds(left, comparison, right);
    }

    /** Whether there is something to compare on both sides. */
    boolean isAnswerable(Condition.Comparison comparison) {
        return find(comparison.field()) != null && value(comparison.operand()) != null;
    }

    private boolean holds(Value left, Condition.Comparison comparison, Value right) {
        return switch (comparison.operator()) {
            case EQUAL -> equal(left, right);
            case NOT_EQUAL -> !equal(left, right);
            case LESS -> ordered(left, right) && number(left).compareTo(number(right)) < 0;
            case GREATER -> ordered(left, right) && number(left).compareTo(number(right)) > 0;
            case LESS_OR_EQUAL -> ordered(left, right) && number(left).compareTo(number(right)) <= 0;
            case GREATER_OR_EQUAL -> ordered(left, right) && number(left).compareTo(number(right)) >= 0;
            case CONTAINS -> contains(left, right);
            case NOT_CONTAINS -> !contains(left, right);
            case IN -> in(left, right);
            case NOT_IN -> !in(left, right);
            case MATCHES ->
                comparison.operand() instanceof Operand.Text pattern
                        && left instanceof Value.Text text
                        && Pattern.compile(pattern.value())
                                .matcher(text.value())
                                .find();
            case STARTS_WITH ->
                left instanceof Value.Text a
                        && right instanceof Value.Text b
                        && a.value().startsWith(b.value());
            case ENDS_WITH ->
                left instanceof Value.Text a
                        && right instanceof Value.Text b
                        && a.value().endsWith(b.value());
            case IN_CIDR ->
                left instanceof Value.Text a
                        && right instanceof Value.Text b
                        && Objects.requireNonNull(Cidr.parse(b.value()))
                                .contains(Objects.requireNonNull(Cidr.parse(a.value())));
        };
    }

    private static boolean equal(Value left, Value right) {
        if (ordered(left, right)) {
            return number(left).compareTo(number(right)) == 0;
        }
        return !(left instanceof Value.Items) && !(left instanceof Value.Fields) && left.equals(right);
    }

    private static boolean contains(Value left, Value right) {
        if (left instanceof Value.Text text) {
            return right instanceof Value.Text part && text.value().contains(part.value());
        }
        return left instanceof Value.Items items && items.values().stream().anyMatch(item -> equal(item, right));
    }

    private static boolean in(Value left, Value right) {
        return right instanceof Value.Items items
                && items.values().stream().anyMatch(item -> text(item).equals(text(left)));
    }

    private static boolean ordered(Value left, Value right) {
        return isNumber(left) && isNumber(right);
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Int || value instanceof Value.Real;
    }

    private static BigDecimal number(Value value) {
        return value instanceof Value.Int whole
                ? BigDecimal.valueOf(whole.value())
                : new BigDecimal(((Value.Real) value).value());
    }

    private static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof Value.Real number) {
            return Numbers.text(number.value());
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof Value.Items items) {
            return items.values().stream()
                    .map(item -> item.equals(Value.Null.NULL) ? "" : text(item))
                    .collect(Collectors.joining(","));
        }
        return value.equals(Value.Null.NULL) ? "null" : "[object Object]";
    }

    private @Nullable Value value(Operand operand) {
        if (operand instanceof Operand.Field field) {
            return find(field.path());
        }
        if (operand instanceof Operand.Text text) {
            return new Value.Text(text.value());
        }
        if (operand instanceof Operand.Int number) {
            return new Value.Int(number.value());
        }
        if (operand instanceof Operand.Real number) {
            return new Value.Real(number.value());
        }
        if (operand instanceof Operand.Bool bool) {
            return Value.Bool.of(bool.value());
        }
        return new Value.Items(((Operand.Items) operand)
                .values().stream().map(text -> (Value) new Value.Text(text)).toList());
    }

    private @Nullable Value find(FieldPath path) {
        Principal who = check.principal();
        return switch (path.toString()) {
            case "principal.id" -> who.id().isEmpty() ? null : new Value.Text(who.id());
            case "principal.roles" ->
                who.id().isEmpty()
                        ? null
                        : new Value.Items(who.roles().stream()
                                .map(role -> (Value) new Value.Text(role))
                                .toList());
            case "principal.team" -> who.attributes().get("team");
            default -> walk(check.context().get(path.root()), path.segments());
        };
    }

    private static @Nullable Value walk(@Nullable Value root, List<String> segments) {
        Value value = root;
        for (String segment : segments.subList(1, segments.size())) {
            value = value instanceof Value.Fields fields ? fields.values().get(segment) : null;
        }
        return value;
    }
}
