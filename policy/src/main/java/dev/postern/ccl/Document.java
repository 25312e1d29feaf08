package dev.postern.ccl;

import java.util.List;

/** A parsed CCL text: its statements in source order. */
public record Document(List<Statement> statements) {

    public Document {
        statements = List.copyOf(statements);
    }
}
