/**
 * What an operator can set, as typed records that hold only values already found good. Start reading at
 * {@link dev.postern.sidecar.config.ListenerConfig}.
 */
@NullMarked
package dev.postern.sidecar.config;

import org.jspecify.annotations.NullMarked;
