/**
 * The door Envoy comes in by: {@code CheckRequest} to check, decision to {@code CheckResponse}. It reads requests and
 * refuses what could be read in two ways; it never decides. Start reading at
 * {@link dev.postern.sidecar.envoy.AuthorizationEndpoint}.
 */
@NullMarked
package dev.postern.sidecar.envoy;

import org.jspecify.annotations.NullMarked;
