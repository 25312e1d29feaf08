package dev.postern.policy;

import com.google.re2j.Pattern;
import dev.postern.ccl.Cidr;
import dev.postern.ccl.Condition;
import dev.postern.ccl.Operand;
import dev.postern.ccl.Operator;
import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison with a literal, made ready at load; equivalent to {@link Comparisons#test} with that literal. One class
 * that switches, rather than one for each operator: a program runs many tests from one call site, and a switch is cheaper
 * there than a call of many targets. Immutable and thread-safe; only {@code matches} and {@code in_cidr} allocate.
 */
final class ValueTest {

    private enum Kind {
        NEVER,
        ALWAYS,
        IS_TEXT,
        IS_NOT_TEXT,
        HOLDS_TEXT,
        STARTS,
        ENDS,
        BELOW,
        ABOVE,
        AT_MOST,
        AT_LEAST,
        ONE_OF,
        NONE_OF,
        MATCHES,
        IN_RANGE,
        OTHER
    }

    private static final TextSet NO_TEXTS = new TextSet(List.of());
    private static final Cidr[] NO_BLOCKS = {};
    private static final byte[] NO_DIGEST = {};
    private static final int MANY_BLOCKS = 64;

    private final Kind kind;
    private final Operator operator;
    private final Object literal;
    /** The literal if it is a text. */
    private final String text;

    private final TextSet texts;
    private final Cidr[] blocks;
    private final @Nullable Pattern pattern;
    private final byte[] digest;

    private ValueTest(Kind kind, Condition.Comparison comparison) {
        Operand operand = comparison.operand();
        this.kind = kind;
        this.operator = comparison.operator();
        this.literal = Raw.of(operand);
        this.text = literal instanceof String known ? known : "";
        this.texts = (kind == Kind.ONE_OF || kind == Kind.NONE_OF) && operand instanceof Operand.Items items
                ? new TextSet(items.values())
                : NO_TEXTS;
        this.blocks = kind == Kind.IN_RANGE ? blocks(operand) : NO_BLOCKS;
        // The parser has refused bad patterns.
        this.pattern = kind == Kind.MATCHES ? Pattern.compile(text) : null;
        this.digest = isDear() ? digest(operator, literal) : NO_DIGEST;
    }

    /** The test of a comparison with a literal. */
    static ValueTest of(Condition.Comparison comparison) {
        return new ValueTest(kind(comparison), comparison);
    }

    Operator operator() {
        return operator;
    }

    /** What it compares with, in {@link Raw} form. */
    Object literal() {
        return literal;
    }

    /** SHA-256 over operator and literal of a dear comparison, else nothing; not to be changed. */
    byte[] digest() {
        return digest;
    }

    /** Whether it takes far longer than the others: it searches a text, or tries many blocks of addresses. */
    boolean isDear() {
        return kind == Kind.MATCHES || (kind == Kind.IN_RANGE && blocks.length > MANY_BLOCKS);
    }

    /** Whether it holds for a present value in {@link Raw} form. */
    boolean on(Object value) {
        return switch (kind) {
            case NEVER -> false;
            case ALWAYS -> true;
            case IS_TEXT -> text.equals(value);
            case IS_NOT_TEXT -> !text.equals(value);
            case HOLDS_TEXT -> value instanceof List<?> list ? holds(list) : isPart(value);
            case STARTS -> value instanceof String given && given.startsWith(text);
            case ENDS -> value instanceof String given && given.endsWith(text);
            case BELOW -> NumberOrder.compare(value, literal) < 0;
            case ABOVE -> NumberOrder.compare(value, literal) == 1;
            case AT_MOST -> NumberOrder.compare(value, literal) <= 0;
            case AT_LEAST -> Comparisons.isAtLeast(value, literal);
            case ONE_OF -> texts.has(value);
            case NONE_OF -> !texts.has(value);
            case MATCHES ->
                value instanceof String given
                        && pattern != null
                        && pattern.matcher(given).find();
            case IN_RANGE -> value instanceof String given && isInRange(given);
            case OTHER -> Comparisons.test(value, operator, literal);
        };
    }

    private static byte[] digest(Operator operator, Object literal) {
        ByteBuilder bytes = new ByteBuilder(1 << 8).text(operator.name());
        RawBytes.write(bytes, literal);
        return Sha256.of(bytes.array(), 0, bytes.size()).toByteArray();
    }

    private static Kind kind(Condition.Comparison comparison) {
        boolean text = comparison.operand() instanceof Operand.Text;
        boolean items = comparison.operand() instanceof Operand.Items;
        return switch (comparison.operator()) {
            case EQUAL -> text ? Kind.IS_TEXT : Kind.OTHER;
            case NOT_EQUAL -> text ? Kind.IS_NOT_TEXT : Kind.OTHER;
            case LESS -> Kind.BELOW;
            case GREATER -> Kind.ABOVE;
            case LESS_OR_EQUAL -> Kind.AT_MOST;
            case GREATER_OR_EQUAL -> Kind.AT_LEAST;
            case CONTAINS -> text ? Kind.HOLDS_TEXT : Kind.OTHER;
            case NOT_CONTAINS -> Kind.OTHER;
            case IN -> items ? Kind.ONE_OF : Kind.NEVER;
            case NOT_IN -> items ? Kind.NONE_OF : Kind.ALWAYS;
            case MATCHES -> text ? Kind.MATCHES : Kind.NEVER;
            case STARTS_WITH -> text ? Kind.STARTS : Kind.NEVER;
            case ENDS_WITH -> text ? Kind.ENDS : Kind.NEVER;
            case IN_CIDR -> Kind.IN_RANGE;
        };
    }

    private boolean holds(List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            if (element instanceof String given ? text.equals(given) : text.equals(Raw.element(element))) {
                return true;
            }
        }
        return false;
    }

    private boolean isPart(Object value) {
        return value instanceof String given && given.contains(text);
    }

    private boolean isInRange(String given) {
        Cidr address = Cidr.parse(given);
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

    private static Cidr[] blocks(Operand operand) {
        List<String> texts =
                operand instanceof Operand.Items items ? items.values() : List.of(Raw.text(Raw.of(operand)));
        return texts.stream().map(ValueTest::block).toArray(Cidr[]::new);
    }

    private static Cidr block(String text) {
        Cidr block = Cidr.parse(text);
        if (block == null) {
            throw new IllegalArgumentException("'" + text + "' is no address block, and no parser lets it pass");
        }
        return block;
    }
}
