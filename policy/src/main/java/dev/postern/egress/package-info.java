/**
 * What leaves: where may it go, what does it carry, whose is it. Contents are scanned by {@code detect}, what is encoded
 * in them is opened by {@code decode}, copies of protected texts are known by {@code duplicate}; what they report is
 * told in the types here. Start reading at {@link dev.postern.egress.Finding} and {@link dev.postern.egress.Scan}.
 */
@NullMarked
package dev.postern.egress;

import org.jspecify.annotations.NullMarked;
