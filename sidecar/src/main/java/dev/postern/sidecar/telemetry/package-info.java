/**
 * What the sidecar tells of itself: metrics, traces, logs and the decision log. Start reading at
 * {@link dev.postern.sidecar.telemetry.Telemetry}.
 */
@NullMarked
package dev.postern.sidecar.telemetry;

import org.jspecify.annotations.NullMarked;
