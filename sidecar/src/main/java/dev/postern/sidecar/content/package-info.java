/**
 * Content under its digest in files of this machine. Start reading at
 * {@link dev.postern.sidecar.content.FileContentStore}.
 */
@NullMarked
package dev.postern.sidecar.content;

import org.jspecify.annotations.NullMarked;
