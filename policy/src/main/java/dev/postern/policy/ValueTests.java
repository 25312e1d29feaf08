package dev.postern.policy;

import com.google.re2j.Pattern;
import dev.postern.ccl.Condition;
import dev.postern.ccl.Operand;
import dev.postern.ccl.Operator;
import dev.postern.ccl.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the {@link ValueTest} of an operator and a literal. */
final class ValueTests {

    private ValueTests() {}

    /**
     * The test of a comparison with a literal.
     *
     * @throws InvalidLiteral when the operator cannot take that literal
     */
    static ValueTest of(Condition.Comparison comparison) throws InvalidLiteral {
        Operator operator = comparison.operator();
        Operand operand = comparison.operand();
        Object literal = Raw.of(operand);
        return switch (operator) {
            case EQUAL -> equality(literal);
            case NOT_EQUAL -> not(equality(literal));
            case LESS -> value -> Numbers.compare(value, literal) < 0;
            case GREATER -> value -> Numbers.compare(value, literal) == 1;
            case LESS_OR_EQUAL -> value -> Numbers.compare(value, literal) <= 0;
            case GREATER_OR_EQUAL -> value -> Comparisons.isAtLeast(value, literal);
            case CONTAINS, NOT_CONTAINS -> value -> Comparisons.test(value, operator, literal);
            case IN -> operand instanceof Operand.Items items ? new TextSet(items.values())::has : value -> false;
            case NOT_IN -> operand instanceof Operand.Items items ? not(new TextSet(items.values())::has) : value -> true;
            case MATCHES -> literal instanceof String text ? pattern(comparison.span(), text) : value -> false;
            case STARTS_WITH ->
                literal instanceof String head
                        ? value -> value instanceof String text && text.startsWith(head)
                        : value -> false;
            case ENDS_WITH ->
                literal instanceof String tail
                        ? value -> value instanceof String text && text.endsWith(tail)
                        : value -> false;
            case IN_CIDR -> range(comparison.span(), operand);
        };
    }

    private static ValueTest not(ValueTest test) {
        return value -> !test.on(value);
    }

    private static ValueTest equality(Object literal) {
        return literal instanceof String text ? text::equals : value -> Comparisons.equal(value, literal);
    }

    /** The one test that allocates: a matcher for each text looked at. */
    private static ValueTest pattern(Span span, String text) throws InvalidLiteral {
        try {
            Pattern pattern = Pattern.compile(text);
            return value -> value instanceof String subject && pattern.matcher(subject).find();
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new InvalidLiteral(span, "'" + text + "' is not a regular expression: " + e.getDescription()
                    + ", expected RE2 syntax");
        }
    }

    private static ValueTest range(Span span, Operand operand) throws InvalidLiteral {
        List<String> texts = operand instanceof Operand.Items items
                ? items.values()
                : List.of(Objects.toString(Raw.text(Raw.of(operand)), ""));
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : texts) {
            AddressRange range = AddressRange.parse(text);
            if (range == null) {
                throw new InvalidLiteral(span, "'" + text + "' is not an address range, expected one such as '10.0.0.0/8'");
            }
            ranges.add(range);
        }
        AddressRange[] blocks = ranges.toArray(new AddressRange[0]);
        return value -> value instanceof String text && isInAny(blocks, text);
    }

    private static boolean isInAny(AddressRange[] blocks, String text) {
        Address address = Address.parse(text);
        if (address == null) {
            return false;
        }
        for (AddressRange block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
