/** Measures the sidecar: load over gRPC against a no-op peer, and micro-benchmarks. */
@NullMarked
package dev.postern.loadtest;

import org.jspecify.annotations.NullMarked;
