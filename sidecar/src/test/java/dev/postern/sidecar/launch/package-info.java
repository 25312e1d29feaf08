/**
 * The command as it is delivered, {@code target/postern/bin/postern}, run as a process of its own. Start reading at
 * {@code ServeIT}.
 */
@NullMarked
package dev.postern.sidecar.launch;

import org.jspecify.annotations.NullMarked;
