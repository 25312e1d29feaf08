package dev.postern.policy;

import dev.postern.ccl.Cidr;
import dev.postern.ccl.Operator;
import java.util.List;

/**
 * What every operator means between two present values in {@link Raw} form. This is the one statement of it;
 * {@link ValueTest} holds faster equivalents for literals known at load.
 */
final class Comparisons {

    private Comparisons() {}

    static boolean test(Object left, Operator operator, Object right) {
        return switch (operator) {
            case EQUAL -> equal(left, right);
            case NOT_EQUAL -> !equal(left, right);
            case LESS -> NumberOrder.compare(left, right) < 0;
            case GREATER -> NumberOrder.compare(left, right) == 1;
            case LESS_OR_EQUAL -> NumberOrder.compare(left, right) <= 0;
            case GREATER_OR_EQUAL -> isAtLeast(left, right);
            case CONTAINS -> contains(left, right);
            case NOT_CONTAINS -> lacks(left, right);
            case IN -> right instanceof List<?> list && isIn(left, list);
            case NOT_IN -> !(right instanceof List<?> list && isIn(left, list));
            case MATCHES -> false;
            case STARTS_WITH -> left instanceof String a && right instanceof String b && a.startsWith(b);
            case ENDS_WITH -> left instanceof String a && right instanceof String b && a.endsWith(b);
            case IN_CIDR -> inRange(left, right);
        };
    }

    /** Equal kind and value; numbers by value, lists and named values never. */
    static boolean equal(Object left, Object right) {
        if (left instanceof String text) {
            return text.equals(right);
        }
        if (NumberOrder.isNumber(left)) {
            return NumberOrder.compare(left, right) == 0;
        }
        return left instanceof Value && left.equals(right);
    }

    /** As {@link #equal}, but not-a-number equals itself. */
    static boolean same(Object left, Object right) {
        return equal(left, right) || (isNan(left) && isNan(right));
    }

    static boolean isAtLeast(Object left, Object right) {
        int order = NumberOrder.compare(left, right);
        return order == 0 || order == 1;
    }

    static boolean holds(List<?> list, Object wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (same(Raw.element(list.get(i)), wanted)) {
                return true;
            }
        }
        return false;
    }

    static boolean inRange(Object left, Object right) {
        if (!(left instanceof String text) || !(right instanceof String block)) {
            return false;
        }
        Cidr address = Cidr.parse(text);
        Cidr range = Cidr.parse(block);
        return address != null && range != null && range.contains(address);
    }

    private static boolean contains(Object left, Object right) {
        if (left instanceof String text) {
            return right instanceof String part && text.contains(part);
        }
        return left instanceof List<?> list && holds(list, right);
    }

    private static boolean lacks(Object left, Object right) {
        if (left instanceof String text) {
            return !(right instanceof String part && text.contains(part));
        }
        return !(left instanceof List<?> list && holds(list, right));
    }

    private static boolean isIn(Object left, List<?> list) {
        String text = Raw.text(left);
        for (int i = 0; i < list.size(); i++) {
            if (text.equals(Raw.text(Raw.element(list.get(i))))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNan(Object raw) {
        return raw instanceof Value.Real number && Double.isNaN(number.value());
    }
}
