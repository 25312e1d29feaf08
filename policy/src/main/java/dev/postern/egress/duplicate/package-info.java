/**
 * Knows copies of protected texts, changed a little or not, from signatures alone. Texts are read as overlapping runs of
 * characters; MinHash tells how much two sets of them agree, bands of it find candidates, SimHash turns most of those away
 * first. Start reading at {@link dev.postern.egress.duplicate.ProtectedCorpus}.
 */
@NullMarked
package dev.postern.egress.duplicate;

import org.jspecify.annotations.NullMarked;
