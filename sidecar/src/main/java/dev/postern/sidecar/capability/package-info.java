/**
 * The {@code postern.v1.CapabilityService}: checks of bearers, and issuing and revoking tokens. Start reading at
 * {@link dev.postern.sidecar.capability.CapabilityEndpoint}.
 */
@NullMarked
package dev.postern.sidecar.capability;

import org.jspecify.annotations.NullMarked;
