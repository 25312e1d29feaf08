package dev.postern.covenant;

/**
 * A covenant's place in a chain.
 *
 * @param parentId the id of the covenant it was delegated from
 * @param depth how many covenants stand above it, as claimed; a depth that is no integer of the range reads as -1
 */
public record Delegation(String parentId, Relation relation, int depth) {

    /** What a covenant does to its parent. */
    public enum Relation {
        DELEGATES,
        RESTRICTS,
        EXTENDS
    }
}
