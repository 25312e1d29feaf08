package dev.postern.sidecar.egress;

import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Door;

/**
 * How a question came in.
 *
 * @param door that took it
 * @param startNanos the monotonic time at which the door took it
 * @param caller knows how long the answer may wait
 * @param redacts whether the door can hand on a redacted content; where it cannot, what would be redacted is blocked
 */
public record Asked(Door door, long startNanos, Caller caller, boolean redacts) {}
