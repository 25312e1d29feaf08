package dev.postern.sidecar.cli.serve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bundle this command ships with, which teaches permits, denials, conditions, obligations, limits and tenants. */
public final class ExampleBundle {

    static final List<String> FILES = List.of("docs.ccl", "reports.ccl", "acme/acme.ccl", "bundle.yaml");

    private ExampleBundle() {}

    /** Makes {@code directory} hold exactly the bundle's files, whatever it held before, and gives it back. */
    public static Path unpackTo(Path directory) throws IOException {
        Trees.delete(directory);
        for (String file : FILES) {
            Path target = directory.resolve(file);
            Files.createDirectories(target.resolveSibling("."));
            try (InputStream in = ExampleBundle.class.getResourceAsStream("/examples/tour/" + file)) {
                if (in == null) {
                    throw new FileNotFoundException("the example bundle is not in this build: " + file);
                }
                Files.copy(in, target);
            }
        }
        return directory;
    }
}
