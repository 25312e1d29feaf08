/**
 * Evidence and how it is checked: the Merkle tree over receipts, proofs out of it, and the checkpoints that are signed
 * over it. Pure: nothing here reads a file, a clock or a socket, so an auditor needs this package, public keys and
 * nothing else. Start reading at {@link dev.postern.evidence.Frontier} for what grows, at
 * {@link dev.postern.evidence.InclusionProof} for what is proved, and at {@link dev.postern.evidence.Checkpoint} for what
 * is signed.
 */
@NullMarked
package dev.postern.evidence;

import org.jspecify.annotations.NullMarked;
