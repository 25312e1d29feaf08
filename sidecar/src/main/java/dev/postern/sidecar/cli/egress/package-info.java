/**
 * {@code postern egress}: what may leave. Start reading at {@link dev.postern.sidecar.cli.egress.EgressCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli.egress;

import org.jspecify.annotations.NullMarked;
