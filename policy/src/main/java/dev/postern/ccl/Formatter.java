package dev.postern.ccl;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a syntax tree as CCL text that parses back to an equal tree, spans apart. Keywords are in lower case, resources
 * and texts quoted, parentheses only where the meaning needs them, a severity only where it is not {@code high}.
 */
public final class Formatter {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Formatter() {}

    /** One statement a line, each line ended by a newline. */
    public static String format(Document document) {
        return document.statements().stream()
                .map(statement -> format(statement) + "\n")
                .collect(Collectors.joining());
    }

    /** Without an end of line; longer than one line only where a quoted text is. */
    public static String format(Statement statement) {
        StringBuilder out = new StringBuilder();
        if (statement instanceof Statement.Access rule) {
            out.append(rule.effect().word());
            scope(rule.action(), rule.resource(), rule.condition(), out);
        } else if (statement instanceof Statement.Require rule) {
            out.append("require");
            scope(rule.action(), rule.resource(), rule.condition(), out);
        } else if (statement instanceof Statement.Limit limit) {
            out.append("limit ").append(limit.action()).append(' ').append(limit.count());
            out.append(" per ").append(period(limit.periodSeconds()));
        }
        if (statement.severity() != Severity.HIGH) {
            out.append(" severity ").append(statement.severity().word());
        }
        return out.toString();
    }

    public static String format(Condition condition) {
        StringBuilder out = new StringBuilder();
        condition(condition, out);
        return out.toString();
    }

    private static void scope(
            ActionPattern action, ResourcePattern resource, @Nullable Condition condition, StringBuilder out) {
        out.append(' ').append(action).append(" on ");
        quote(resource.text(), out);
        if (condition != null) {
            out.append(" when ");
            condition(condition, out);
        }
    }

    private static String period(long seconds) {
        if (seconds == 0 || seconds % MINUTE != 0) {
            return seconds + " seconds";
        }
        if (seconds % HOUR != 0) {
            return seconds / MINUTE + " minutes";
        }
        return seconds % DAY != 0 ? seconds / HOUR + " hours" : seconds / DAY + " days";
    }

    private static void condition(Condition condition, StringBuilder out) {
        if (condition instanceof Condition.Comparison comparison) {
            out.append(comparison.field()).append(' ');
            out.append(comparison.operator().symbol()).append(' ');
            operand(comparison.operand(), out);
        } else if (condition instanceof Condition.Not not) {
            out.append("not ");
            enclosed(not.part(), not.part() instanceof Condition.And || not.part() instanceof Condition.Or, out);
        } else if (condition instanceof Condition.And and) {
            joined(and.parts(), " and ", out);
        } else if (condition instanceof Condition.Or or) {
            joined(or.parts(), " or ", out);
        }
    }

    /** Of the parts of a compound only an {@code or} inside an {@code and} binds too weakly to stand bare. */
    private static void joined(List<Condition> parts, String word, StringBuilder out) {
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : word);
            enclosed(parts.get(i), parts.get(i) instanceof Condition.Or, out);
        }
    }

    private static void enclosed(Condition condition, boolean parentheses, StringBuilder out) {
        out.append(parentheses ? "(" : "");
        condition(condition, out);
        out.append(parentheses ? ")" : "");
    }

    private static void operand(Operand operand, StringBuilder out) {
        if (operand instanceof Operand.Text text) {
            quote(text.value(), out);
        } else if (operand instanceof Operand.Int number) {
            out.append(number.value());
        } else if (operand instanceof Operand.Real number) {
            out.append(Numbers.literal(number.value()));
        } else if (operand instanceof Operand.Bool bool) {
            out.append(bool.value());
        } else if (operand instanceof Operand.Field field) {
            out.append(field.path());
        } else if (operand instanceof Operand.Items items) {
            out.append('[');
            for (int i = 0; i < items.values().size(); i++) {
                out.append(i == 0 ? "" : ", ");
                quote(items.values().get(i), out);
            }
            out.append(']');
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('\'').append(text.replace("'", "''")).append('\'');
    }
}
