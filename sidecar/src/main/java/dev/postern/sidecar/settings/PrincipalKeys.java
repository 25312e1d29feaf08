package dev.postern.sidecar.settings;

import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.source.principals.PrincipalConfig;
import dev.postern.sidecar.source.principals.TableConfig;
import dev.postern.yaml.Typed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the keys of the source of principals. */
final class PrincipalKeys {

    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String PLAIN = "[a-z_][a-z0-9_]{0,62}";
    private static final Typed<String> URL = Typed.matching(
            Pattern.compile("jdbc:postgresql:(?!.*[?&]password=).*"),
            "jdbc:postgresql://host/database, without a password");
    private static final Typed<String> TABLE =
            Typed.matching(Pattern.compile("(" + PLAIN + "\\.)?" + PLAIN), "a table such as people.principals");
    private static final Typed<String> CHANNEL = Typed.matching(Pattern.compile(PLAIN), "a name such as principals");

    private PrincipalKeys() {}

    static PrincipalConfig read(ConfigReader keys) {
        Path file = ConfigKeys.optionalPath(keys, "principals.file");
        TableConfig table = table(keys, TableConfig.DEFAULTS);
        if (file != null && !table.url().isEmpty()) {
            keys.error("principals.file", "a table is named as well, expected a file or a table");
        }
        return new PrincipalConfig(file, table);
    }

    private static TableConfig table(ConfigReader keys, TableConfig is) {
        return new TableConfig(
                keys.value("principals.postgresql.url", URL, is.url(), url -> url),
                keys.text("principals.postgresql.user", is.user()),
                ConfigKeys.optionalPath(keys, "principals.postgresql.password_file"),
                keys.value("principals.postgresql.table", TABLE, is.table(), name -> name),
                keys.value("principals.postgresql.channel", CHANNEL, is.channel(), name -> name),
                keys.duration("principals.postgresql.heartbeat", TENTH, Duration.ofMinutes(1), is.heartbeat()),
                keys.duration("principals.postgresql.staleness", TENTH, DAY, is.staleness()),
                keys.duration("principals.postgresql.reload", Duration.ofSeconds(1), DAY, is.reload()),
                keys.integer("principals.postgresql.max", 1, 100_000_000, is.most()));
    }
}
