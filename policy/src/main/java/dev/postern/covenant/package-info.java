/**
 * Covenants: CCL policies that somebody signed for somebody. {@link dev.postern.covenant.Covenant} is a document as
 * read, {@link dev.postern.covenant.CovenantSigner} makes one, {@link dev.postern.covenant.CovenantVerifier} runs the
 * eleven checks, {@link dev.postern.covenant.ChainVerifier} those of a chain of delegations. Start reading at {@code
 * Covenant}.
 */
@NullMarked
package dev.postern.covenant;

import org.jspecify.annotations.NullMarked;
