/**
 * Measures the sidecar over gRPC against a peer that decides nothing, each in a process of its own. Timings mean little
 * on a shared machine, ratios from interleaved rounds of one run mean much. Start reading at
 * {@link dev.postern.loadtest.Comparison}; the micro-benchmarks are in {@code dev.postern.loadtest.bench}.
 */
@NullMarked
package dev.postern.loadtest;

import org.jspecify.annotations.NullMarked;
