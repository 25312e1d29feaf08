package dev.postern.policy;

import dev.postern.ccl.Condition;
import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Document;
import dev.postern.ccl.Effect;
import dev.postern.ccl.FieldPath;
import dev.postern.ccl.Operand;
import dev.postern.ccl.Operator;
import dev.postern.ccl.Span;
import dev.postern.ccl.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what a document says but its author hardly means. Of each rule the first thing found is reported, the
 * gravest kind first: a comparison that is always false or true, a name that looks misspelt, an absent attribute that
 * satisfies a {@code not} or disarms a {@code deny}.
 */
public final class Lint {

    private static final Set<FieldPath> ALWAYS_PRESENT = Set.of(
            FieldPath.of("env.now"),
            FieldPath.of("env.hour"),
            FieldPath.of("env.weekday"),
            FieldPath.of("principal.id"),
            FieldPath.of("principal.roles"));
    private static final Set<String> ENV = Set.of("now", "hour", "weekday");

    private final String file;
    private final List<Diagnostic> warnings = new ArrayList<>();

    private Lint(String file) {
        this.file = file;
    }

    /** Warnings in source order, at most one a statement. */
    public static List<Diagnostic> warnings(String file, Document document) {
        Lint lint = new Lint(file);
        for (Statement statement : document.statements()) {
            Condition condition = conditionOf(statement);
            if (condition != null) {
                lint.rule(statement, condition);
            }
        }
        return List.copyOf(lint.warnings);
    }

    private static @Nullable Condition conditionOf(Statement statement) {
        if (statement instanceof Statement.Access rule) {
            return rule.condition();
        }
        return statement instanceof Statement.Require rule ? rule.condition() : null;
    }

    private void rule(Statement statement, Condition condition) {
        List<Condition.Comparison> comparisons = new ArrayList<>();
        collect(condition, comparisons);
        for (Condition.Comparison comparison : comparisons) {
            String constant = constant(comparison.operator(), comparison.operand());
            if (constant != null) {
                warn(comparison.span(), constant);
                return;
            }
        }
        for (Condition.Comparison comparison : comparisons) {
            String misspelt = misspelt(comparison);
            if (misspelt != null) {
                warn(comparison.span(), misspelt);
                return;
            }
        }
        boolean deny = statement instanceof Statement.Access rule && rule.effect() == Effect.DENY;
        Condition.Comparison lenient = sensitive(statement, condition, deny);
        if (lenient != null) {
            warn(
                    lenient.span(),
                    "'" + mayBeAbsent(statement, lenient) + "' may be absent, which "
                            + (deny ? "keeps this deny from applying" : "satisfies this 'not'")
                            + "; expected 'absent: deny' in bundle.yaml or a test that it is there");
        }
    }

    private void warn(Span span, String message) {
        warnings.add(Diagnostic.warning(file, span, message));
    }

    private static void collect(Condition condition, List<Condition.Comparison> into) {
        if (condition instanceof Condition.Comparison comparison) {
            into.add(comparison);
        } else if (condition instanceof Condition.Not not) {
            collect(not.part(), into);
        } else {
            partsOf(condition).forEach(part -> collect(part, into));
        }
    }

    private static List<Condition> partsOf(Condition compound) {
        return compound instanceof Condition.And and ? and.parts() : ((Condition.Or) compound).parts();
    }

    /** Why the comparison comes out the same whatever a present attribute holds, or null. */
    private static @Nullable String constant(Operator operator, Operand operand) {
        if (operand instanceof Operand.Field) {
            return null;
        }
        boolean list = operand instanceof Operand.Items;
        boolean text = operand instanceof Operand.Text;
        String symbol = "'" + operator.symbol() + "' ";
        return switch (operator) {
            case EQUAL -> list ? "'=' with a list is always false, expected 'in'" : null;
            case NOT_EQUAL -> list ? "'!=' with a list is always true, expected 'not_in'" : null;
            case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
                operand instanceof Operand.Int || operand instanceof Operand.Real
                        ? null
                        : symbol + "compares numbers and is always false here, expected a number";
            case IN -> emptyOrNoList(operand) ? "'in' is always false here, expected a list with elements" : null;
            case NOT_IN ->
                emptyOrNoList(operand) ? "'not_in' is always true here, expected a list with elements" : null;
            case CONTAINS -> list ? "'contains' with a list is always false, expected one value" : null;
            case NOT_CONTAINS -> list ? "'not_contains' with a list is always true, expected one value" : null;
            case MATCHES, STARTS_WITH, ENDS_WITH ->
                text ? null : symbol + "compares texts and is always false here, expected a string";
            case IN_CIDR ->
                emptyOrNoList(operand) && list
                        ? "'in_cidr' with an empty list is always false, expected a CIDR block"
                        : null;
        };
    }

    private static boolean emptyOrNoList(Operand operand) {
        return !(operand instanceof Operand.Items items) || items.values().isEmpty();
    }

    private static @Nullable String misspelt(Condition.Comparison comparison) {
        String left = misspelt(comparison.field());
        return left == null && comparison.operand() instanceof Operand.Field field ? misspelt(field.path()) : left;
    }

    private static @Nullable String misspelt(FieldPath path) {
        List<String> segments = path.segments();
        if (path.root().equals(Roots.ENV)) {
            return segments.size() == 2 && ENV.contains(segments.get(1))
                    ? null
                    : "'" + path + "' never exists, expected env.now, env.hour or env.weekday";
        }
        if (path.root().equals(Roots.EGRESS)) {
            return EgressFields.fault(path);
        }
        for (String root : List.of(Roots.PRINCIPAL, Roots.CAPABILITY, Roots.SOURCE, Roots.REQUEST, Roots.EGRESS)) {
            if (oneSlip(path.root(), root)) {
                return "'" + path + "' looks like a misspelling, expected '" + root + "' for its first name";
            }
        }
        return null;
    }

    /** Whether one letter put in, left out, replaced or swapped with the next turns one word into the other. */
    private static boolean oneSlip(String a, String b) {
        int start = 0;
        while (start < a.length() && start < b.length() && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        String restA = a.substring(start);
        String restB = b.substring(start);
        return switch (a.length() - b.length()) {
            case 1 -> restA.substring(1).equals(restB);
            case -1 -> restB.substring(1).equals(restA);
            case 0 ->
                !restA.isEmpty()
                        && (restA.substring(1).equals(restB.substring(1))
                                || swapped(restA).equals(restB));
            default -> false;
        };
    }

    private static String swapped(String word) {
        return word.length() < 2 ? word : "" + word.charAt(1) + word.charAt(0) + word.substring(2);
    }

    /**
     * The first comparison whose being false for want of an attribute makes the condition easier ({@code positive} false)
     * or harder (true) to meet.
     */
    private static Condition.@Nullable Comparison sensitive(
            Statement statement, Condition condition, boolean positive) {
        if (condition instanceof Condition.Comparison comparison) {
            return positive && mayBeAbsent(statement, comparison) != null ? comparison : null;
        }
        if (condition instanceof Condition.Not not) {
            return sensitive(statement, not.part(), !positive);
        }
        for (Condition part : partsOf(condition)) {
            Condition.Comparison found = sensitive(statement, part, positive);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Of the fields that are compared the first that a check may lack, or null. */
    private static @Nullable FieldPath mayBeAbsent(Statement statement, Condition.Comparison comparison) {
        if (!isPresent(statement, comparison.field())) {
            return comparison.field();
        }
        return comparison.operand() instanceof Operand.Field other && !isPresent(statement, other.path())
                ? other.path()
                : null;
    }

    private static boolean isPresent(Statement statement, FieldPath path) {
        return ALWAYS_PRESENT.contains(path) || EgressFields.isPresent(statement.action(), path);
    }
}
