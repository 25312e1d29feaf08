/**
 * {@code postern covenant}: signed policy documents. Start reading at {@link dev.postern.sidecar.cli.covenant.CovenantCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli.covenant;

import org.jspecify.annotations.NullMarked;
