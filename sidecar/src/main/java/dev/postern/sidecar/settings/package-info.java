/**
 * All that an operator can set: which keys there are, within what bounds, and what each is without being set. Each part of
 * the sidecar says what it needs in a type of its own; here those are read. Start reading at
 * {@link dev.postern.sidecar.settings.SidecarConfig}.
 */
@NullMarked
package dev.postern.sidecar.settings;

import org.jspecify.annotations.NullMarked;
