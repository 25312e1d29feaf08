package dev.postern.policy;

import com.google.re2j.Pattern;
import dev.postern.ccl.Cidr;
import dev.postern.ccl.Condition;
import dev.postern.ccl.Operand;
import dev.postern.ccl.Operator;
import java.util.List;

/** Makes the {@link ValueTest} of an operator and a literal. */
final class ValueTests {

    private ValueTests() {}

    /** The test of a comparison with a literal. */
    static ValueTest of(Condition.Comparison comparison) {
        Operator operator = comparison.operator();
        Operand operand = comparison.operand();
        Object literal = Raw.of(operand);
        return switch (operator) {
            case EQUAL -> equality(literal);
            case NOT_EQUAL -> not(equality(literal));
            case LESS -> value -> NumberOrder.compare(value, literal) < 0;
            case GREATER -> value -> NumberOrder.compare(value, literal) == 1;
            case LESS_OR_EQUAL -> value -> NumberOrder.compare(value, literal) <= 0;
            case GREATER_OR_EQUAL -> value -> Comparisons.isAtLeast(value, literal);
            case CONTAINS, NOT_CONTAINS -> value -> Comparisons.test(value, operator, literal);
            case IN -> operand instanceof Operand.Items items ? new TextSet(items.values())::has : value -> false;
            case NOT_IN ->
                operand instanceof Operand.Items items ? not(new TextSet(items.values())::has) : value -> true;
            case MATCHES -> literal instanceof String text ? pattern(text) : value -> false;
            case STARTS_WITH ->
                literal instanceof String head
                        ? value -> value instanceof String text && text.startsWith(head)
                        : value -> false;
            case ENDS_WITH ->
                literal instanceof String tail
                        ? value -> value instanceof String text && text.endsWith(tail)
                        : value -> false;
            case IN_CIDR -> range(operand);
        };
    }

    private static ValueTest not(ValueTest test) {
        return value -> !test.on(value);
    }

    private static ValueTest equality(Object literal) {
        return literal instanceof String text ? text::equals : value -> Comparisons.equal(value, literal);
    }

    /** The one test that allocates: a matcher for each text looked at. The parser has refused bad patterns. */
    private static ValueTest pattern(String text) {
        Pattern pattern = Pattern.compile(text);
        return value ->
                value instanceof String subject && pattern.matcher(subject).find();
    }

    private static ValueTest range(Operand operand) {
        List<String> texts =
                operand instanceof Operand.Items items ? items.values() : List.of(Raw.text(Raw.of(operand)));
        Cidr[] blocks = texts.stream().map(ValueTests::block).toArray(Cidr[]::new);
        return value -> value instanceof String text && isInAny(blocks, text);
    }

    private static Cidr block(String text) {
        Cidr block = Cidr.parse(text);
        if (block == null) {
            throw new IllegalArgumentException("'" + text + "' is no address block, and no parser lets it pass");
        }
        return block;
    }

    private static boolean isInAny(Cidr[] blocks, String text) {
        Cidr address = Cidr.parse(text);
        if (address == null) {
            return false;
        }
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
