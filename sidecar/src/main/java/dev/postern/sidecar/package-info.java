/**
 * The process: {@link dev.postern.sidecar.Main} starts it, {@code Wiring} builds the only object graph.
 */
@NullMarked
package dev.postern.sidecar;

import org.jspecify.annotations.NullMarked;
