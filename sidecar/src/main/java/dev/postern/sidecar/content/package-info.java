/**
 * Content-addressed stores on this machine: files, and verified content kept in memory before them. Start reading at
 * {@link dev.postern.sidecar.content.FileContentStore}.
 */
@NullMarked
package dev.postern.sidecar.content;

import org.jspecify.annotations.NullMarked;
