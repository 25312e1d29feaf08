package dev.postern.sidecar.revocation;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where acts of revoking are kept.
 *
 * @param file of this sidecar, and of others on the machine
 * @param table in PostgreSQL, in place of the file; {@code null} for the file
 * @param capacity tokens, keys and subjects that may be named
 * @param staleness how long after a record was last read to its end it is gone by
 */
public record RevocationConfig(Path file, @Nullable Table table, int capacity, Duration staleness) {

    /**
     * A database.
     *
     * @param url of JDBC
     * @param user empty for the process's own
     * @param passwordFile {@code null} for none
     */
    public record Table(String url, String user, @Nullable Path passwordFile) {}
}
