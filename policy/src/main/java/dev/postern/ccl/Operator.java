package dev.postern.ccl;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A comparison operator of CCL; every one of them is false on an absent field. */
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    GREATER(">"),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    CONTAINS("contains"),
    NOT_CONTAINS("not_contains"),
    IN("in"),
    NOT_IN("not_in"),
    MATCHES("matches"),
    STARTS_WITH("starts_with"),
    ENDS_WITH("ends_with"),
    IN_CIDR("in_cidr");

    private static final Map<String, Operator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::symbol, operator -> operator));

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator as written in a document. */
    public String symbol() {
        return symbol;
    }

    static @Nullable Operator bySymbol(String symbol) {
        return BY_SYMBOL.get(symbol);
    }
}
