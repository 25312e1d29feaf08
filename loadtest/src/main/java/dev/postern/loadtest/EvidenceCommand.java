package dev.postern.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what the evidence log takes to disk, and what that costs its one thread. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Appends receipts to an evidence log on this disk, as fast as it goes and at steady rates.")
final class EvidenceCommand implements Callable<Integer> {

    @Option(
            names = "--directory",
            description = "Where the log is written, on the disk to be measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "loadtest/target/evidence")
    private Path directory = Path.of("");

    @Option(names = "--rounds", description = "Rounds at full speed (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "Length of each (default: ${DEFAULT-VALUE}).", defaultValue = "3")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration length = Duration.ofSeconds(seconds);
        Files.createDirectories(directory);
        Path own = Files.createTempDirectory(directory, "log");
        try (EvidenceDrive drive = new EvidenceDrive(own)) {
            drive.drive(Double.POSITIVE_INFINITY, length);
            for (int i = 0; i < rounds; i++) {
                print("full speed", drive.drive(Double.POSITIVE_INFINITY, length));
            }
            for (double rate : List.of(5_000.0, 20_000.0, 50_000.0)) {
                print("%.0f/s".formatted(rate), drive.drive(rate, length));
            }
        }
        return 0;
    }

    private static void print(String name, EvidenceDrive.Figures figures) {
        System.out.printf(
                Locale.ROOT,
                "%-10s  %8.0f receipts/s  %6.0f syncs/s of %5.0f µs  %5.2f µs of the appender's time each  %4.0f bytes each%n",
                name,
                figures.receiptsPerSecond(),
                figures.syncsPerSecond(),
                figures.syncMicros(),
                figures.appenderMicros(),
                figures.bytes());
    }
}
