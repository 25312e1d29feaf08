/**
 * The gRPC doors: listeners, and one thin class for each service. A door decodes, bounds and refuses; it never decides.
 * Start reading at {@link dev.postern.sidecar.grpc.DecisionEndpoint}.
 */
@NullMarked
package dev.postern.sidecar.grpc;

import org.jspecify.annotations.NullMarked;
