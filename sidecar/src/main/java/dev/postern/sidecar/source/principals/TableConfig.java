package dev.postern.sidecar.source.principals;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the table of principals is; docs/principals.md shows how to make one.
 *
 * @param url of JDBC, as of {@code jdbc:postgresql://host/database}
 * @param user empty for none
 * @param password file that holds the password, {@code null} for none
 * @param table a plain identifier, with its schema if it needs one
 * @param channel on which changes are told, a plain identifier
 * @param heartbeat how often the connection is tried
 * @param staleness how long after the last answer what is known is gone by
 * @param reload how often the whole table is read although nothing was told
 * @param most principals that are kept
 */
public record TableConfig(
        String url,
        String user,
        @Nullable Path password,
        String table,
        String channel,
        Duration heartbeat,
        Duration staleness,
        Duration reload,
        int most) {

    public static final TableConfig DEFAULTS = new TableConfig(
            "",
            "",
            null,
            "postern_principals",
            "postern_principals",
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            1_000_000);
}
