package dev.postern.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bundles made for one measurement. */
final class Bundles {

    private Bundles() {}

    /** A copy in a temporary directory, to be changed at will. */
    static Path copy(Path bundle) throws IOException {
        Path copy = Files.createDirectory(Files.createTempDirectory("loadtest").resolve("bundle"));
        try (var files = Files.list(bundle)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** A copy in which every answer waits until its receipt is on disk. */
    static Path durable(Path bundle) throws IOException {
        Path copy = copy(bundle);
        Files.writeString(copy.resolve("bundle.yaml"), """
                evidence:
                  - action: '**'
                    mode: durable
                """);
        return copy;
    }
}
