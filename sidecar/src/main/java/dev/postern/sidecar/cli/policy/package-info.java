/**
 * {@code postern policy}: what is known of a bundle without serving it. Start reading at {@link dev.postern.sidecar.cli.policy.PolicyCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli.policy;

import org.jspecify.annotations.NullMarked;
