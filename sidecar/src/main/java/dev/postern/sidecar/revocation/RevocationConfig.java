package dev.postern.sidecar.revocation;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where acts of revoking are kept.
 *
 * @param file of this sidecar, and of others on the machine
 * @param capacity tokens, keys and subjects that may be named
 * @param staleness how long after a record was last read to its end it is gone by
 */
public record RevocationConfig(Path file, int capacity, Duration staleness) {}
