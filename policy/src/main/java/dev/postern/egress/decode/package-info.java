/**
 * Opens what is encoded in a text, with the way back: for each decoded byte, the span of the encoded text it came from.
 * Start reading at {@link dev.postern.egress.decode.Layer}.
 */
@NullMarked
package dev.postern.egress.decode;

import org.jspecify.annotations.NullMarked;
