package dev.postern.sidecar.source.principals;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where principals come from: a file, a table, or nowhere.
 *
 * @param file in YAML, {@code null} for none
 * @param table with an empty URL for none
 */
public record PrincipalConfig(@Nullable Path file, TableConfig table) {

    public static final PrincipalConfig DEFAULTS = new PrincipalConfig(null, TableConfig.DEFAULTS);
}
