package dev.postern.ccl;

import dev.postern.ccl.Token.Kind;

/** The parser's view of a source: one token of look-ahead. Not thread-safe. */
final class Tokens {

    private final Lexer lexer;
    private Token current;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
        this.current = lexer.next();
    }

    Token current() {
        return current;
    }

    boolean at(Kind kind) {
        return current.kind() == kind;
    }

    Token advance() {
        Token passed = current;
        current = lexer.next();
        return passed;
    }

    /** Passes the current token if it is of {@code kind}. */
    boolean skip(Kind kind) {
        if (current.kind() != kind) {
            return false;
        }
        advance();
        return true;
    }

    /** @throws SyntaxFailure saying {@code expected} unless the current token is of {@code kind} */
    Token expect(Kind kind, String expected) {
        if (current.kind() != kind) {
            throw unexpected(expected);
        }
        return advance();
    }

    /** The failure to throw where the current token fits nothing; {@code expected} completes the message. */
    SyntaxFailure unexpected(String expected) {
        return new SyntaxFailure(
                current.span(),
                at(Kind.INVALID) ? current.text() : "found " + current.described() + ", expected " + expected);
    }
}
