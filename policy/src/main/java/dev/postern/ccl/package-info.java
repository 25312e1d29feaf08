/**
 * The language: CCL text to a syntax tree and back. Lexer, parser, formatter, merge and narrowing, with a span on
 * everything so that a message can say file, line and column. Start reading at {@link dev.postern.ccl.Document}.
 */
@NullMarked
package dev.postern.ccl;

import org.jspecify.annotations.NullMarked;
