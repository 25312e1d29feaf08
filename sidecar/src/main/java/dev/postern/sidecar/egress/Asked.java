package dev.postern.sidecar.egress;

import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Door;

/**
 * How a question came in.
 *
 * @param startNanos the monotonic time at which the door took it
 * @param caller knows how long the answer may wait
 */
public record Asked(Door door, long startNanos, Caller caller) {}
