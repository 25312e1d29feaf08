/**
 * Bytes that can be trusted: canonical JSON, digests, signatures, keys. A key signs only a {@link dev.postern.crypto.Signable},
 * a digest names only bytes that were hashed, and canonical bytes come only from canonicalising, so that the compiler
 * keeps apart what must not be mixed. Nothing here reads a file, a clock or a random source that was not handed to it.
 * Start reading at {@link dev.postern.crypto.Signable}, then {@link dev.postern.crypto.CanonicalBytes} and
 * {@link dev.postern.crypto.PublicKey}.
 */
@NullMarked
package dev.postern.crypto;

import org.jspecify.annotations.NullMarked;
