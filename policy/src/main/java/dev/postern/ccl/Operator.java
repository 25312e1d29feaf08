package dev.postern.ccl;

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

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator as written in a document. */
    public String symbol() {
        return symbol;
    }
}
