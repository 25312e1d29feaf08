package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.decide.ActiveProgram;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * What telemetry reads of the sidecar, and where its data goes.
 *
 * @param version of the sidecar
 * @param active the program in force
 * @param inFlight calls taken and not yet answered
 * @param out standard output, where the decision log goes; not closed
 */
public record TelemetrySources(String version, ActiveProgram active, LongSupplier inFlight, OutputStream out) {}
