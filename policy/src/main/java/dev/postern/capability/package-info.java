/**
 * Tokens that can only shrink. A token is a chain of signed links; each says what its bearer may do, and every link must
 * permit. Nothing here reads a clock, a file or a random source that was not handed to it. Start reading at
 * {@link dev.postern.capability.Grant} for what a link says, then {@link dev.postern.capability.TokenVerifier}.
 */
@NullMarked
package dev.postern.capability;

import org.jspecify.annotations.NullMarked;
