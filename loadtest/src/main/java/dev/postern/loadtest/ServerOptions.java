package dev.postern.loadtest;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** How the servers that are measured are started. */
final class ServerOptions {

    @Option(
            names = "--jvm-flags",
            description = "Flags of every server's JVM, separated by blanks (default: ${DEFAULT-VALUE}).",
            defaultValue = "-XX:+UseSerialGC -Xms256m -Xmx256m"
                    + " -Dio.grpc.netty.shaded.io.netty.leakDetection.level=disabled")
    private String jvmFlags = "";

    @Option(names = "--java", description = "The java launcher of the servers (default: the one that runs this).")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(
            names = "--bundle",
            description = "What the sidecar answers from; must permit every question (default: ${DEFAULT-VALUE}).",
            defaultValue = "loadtest/bundle")
    private Path bundle = Path.of("");

    @Option(
            names = "--logs",
            description = "Directory for the servers' output (default: ${DEFAULT-VALUE}).",
            defaultValue = "loadtest/target/logs")
    private Path logs = Path.of("");

    Servers servers() {
        List<String> flags = Arrays.stream(jvmFlags.split(" "))
                .filter(flag -> !flag.isEmpty())
                .toList();
        return new Servers(java, flags, bundle, logs);
    }

    /** The conditions of a run, for the record. */
    String conditions() {
        return "java %s, flags %s, %d processors"
                .formatted(Runtime.version(), jvmFlags, Runtime.getRuntime().availableProcessors());
    }
}
