/**
 * The sidecar behind a real Envoy: what the client and the upstream see. The binary comes from {@code deploy/real-parts};
 * where it cannot be had these tests are skipped. Start reading at {@link dev.postern.sidecar.envoy.real.EnvoyIT}.
 */
@NullMarked
package dev.postern.sidecar.envoy.real;

import org.jspecify.annotations.NullMarked;
