/**
 * The doors Envoy comes in by: it reads requests, and refuses what could be read in two ways; it never decides. Start
 * reading at {@link dev.postern.sidecar.envoy.AuthorizationEndpoint} for requests that are asked about, and at
 * {@code Exchange} for contents that are looked at as they pass.
 */
@NullMarked
package dev.postern.sidecar.envoy;

import org.jspecify.annotations.NullMarked;
