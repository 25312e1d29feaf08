/**
 * Micro-benchmarks of what a check passes through. JMH makes subclasses of them, so they are public and not final. Run
 * them with {@code loadtest/bench}, which adds the profiler that counts bytes allocated.
 */
@NullMarked
package dev.postern.loadtest.bench;

import org.jspecify.annotations.NullMarked;
