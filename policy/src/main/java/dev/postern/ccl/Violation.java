package dev.postern.ccl;

/** One way in which a child document is wider than its parent. */
public sealed interface Violation {

    /** For a person, in the words of the language's specification. */
    String message();

    /** The child's statement that goes too far. */
    Statement child();

    /**
     * The child's permit decides a check that a deny of the parent decides.
     *
     * @param example such a check, as far as patterns go
     */
    record Denied(Statement.Access child, Statement.Access parent, Example example) implements Violation {
        @Override
        public String message() {
            return "Child permits '" + child.action() + "' on '" + child.resource() + "' which parent denies";
        }
    }

    /** The child's permit decides a check that no permit of the parent matches. */
    record Broader(Statement.Access child, Example example) implements Violation {
        @Override
        public String message() {
            return "Child permit '" + child.action() + "' on '" + child.resource()
                    + "' is not a subset of any parent permit";
        }
    }

    /** The child's limit decides an action for which the parent's has a lower count or a longer period. */
    record Looser(Statement.Limit child, Statement.Limit parent, String action) implements Violation {
        @Override
        public String message() {
            return "Child limit '" + child.action() + "' of " + child.count() + " per " + child.periodSeconds()
                    + " seconds is looser than the parent's '" + parent.action() + "' of " + parent.count() + " per "
                    + parent.periodSeconds() + " seconds";
        }
    }

    /** The documents are too intricate to decide about this statement in bounded time; doubt counts as wider. */
    record Undecided(Statement child) implements Violation {
        @Override
        public String message() {
            return "Child statement '" + Formatter.format(child) + "' is too intricate to compare with the parent";
        }
    }

    /** An action and a resource. */
    record Example(String action, String resource) {}
}
