/**
 * Content kept under its own digest, so that whoever has the name can tell whether what came back is what was kept. Start
 * reading at {@link dev.postern.evidence.content.ContentStore}.
 */
@NullMarked
package dev.postern.evidence.content;

import org.jspecify.annotations.NullMarked;
