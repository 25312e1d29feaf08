/**
 * Keys in files: read only when nobody else can read them, written so that nobody ever could. Start reading at {@link
 * dev.postern.sidecar.keys.KeyFile}.
 */
@NullMarked
package dev.postern.sidecar.keys;

import org.jspecify.annotations.NullMarked;
