package dev.postern.sidecar.launch;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signals as processes inherit them: one that a shell in the background ignores is ignored by all it starts. */
final class Signals {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final List<String> BY_NUMBER = List.of("", "HUP", "INT");

    private Signals() {}

    /** Skips the test where the processes it starts cannot see the signal called {@code name}. */
    static void assumeHeeded(String name) throws IOException {
        int number = BY_NUMBER.indexOf(name);
        if (number < 1 || !Files.exists(STATUS)) {
            return;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(IGNORED)) {
                long mask =
                        Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16);
                assumeThat(mask >> (number - 1) & 1)
                        .as("signal " + name + " is ignored by whatever runs the tests")
                        .isZero();
            }
        }
    }
}
