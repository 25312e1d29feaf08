package dev.postern.sidecar.envoy.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that tests run against, installed by {@code deploy/real-parts} when they are not there yet. */
final class RealParts {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final int CANNOT_BE_HAD = 3;

    private RealParts() {}

    /** The Envoy binary; the test is skipped, and says so, where there is none for this system. */
    static Path envoy() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(ROOT.resolve("deploy/real-parts").toString(), "envoy")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = script.waitFor();
        if (exit == CANNOT_BE_HAD) {
            System.err.println("SKIPPED: no Envoy to be had here, the gate is NOT tested behind a real Envoy");
            Assumptions.abort("deploy/real-parts cannot install Envoy here");
        }
        if (exit != 0) {
            throw new IOException("deploy/real-parts ended with " + exit);
        }
        return Path.of(path);
    }
}
