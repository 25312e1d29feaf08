package dev.postern.sidecar.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Starts sidecars that keep evidence below a directory, with small segments; {@code pay} is durable. */
final class EvidenceSidecar {

    private final Path work;

    /** Writes a bundle that permits everything. */
    EvidenceSidecar(Path work) throws IOException {
        this.work = work;
        Path bundle = Files.createDirectory(work.resolve("bundle"));
        Files.writeString(bundle.resolve("a.ccl"), "permit * on '/**'\n");
        Files.writeString(bundle.resolve("bundle.yaml"), "evidence: [{action: pay, mode: durable}]\n");
    }

    /** Where it keeps its state, unless a setting says otherwise. */
    Path state() {
        return work.resolve("state");
    }

    Path log() {
        return state().resolve("evidence");
    }

    /** Starts one, with flags for the JVM and settings that override these. */
    Postern start(String flags, String... settings) throws IOException {
        return start(flags, Map.of(), settings);
    }

    /** Starts one in an environment. */
    Postern start(Map<String, String> environment) throws IOException {
        return start("", environment);
    }

    private Postern start(String flags, Map<String, String> environment, String... settings) throws IOException {
        Map<String, String> whole = new HashMap<>(environment);
        whole.put("POSTERN_JAVA_OPTS", "-Xmx128m -XX:TieredStopAtLevel=1 " + flags);
        Stream<String> all = Stream.concat(
                Stream.of(
                        "state_dir=" + state(),
                        "listen.grpc=127.0.0.1:0",
                        "listen.http=off",
                        "warm_up.checks=0",
                        "evidence.segment_bytes=64KiB",
                        "evidence.checkpoint.entries=20"),
                Stream.of(settings));
        Stream<String> arguments = Stream.concat(
                Stream.of("serve", "--bundle", work.resolve("bundle").toString()),
                all.flatMap(setting -> Stream.of("--set", setting)));
        return Postern.start(Postern.LAYOUT, work, whole, arguments.toArray(String[]::new));
    }

    /** All that it keeps, copied to {@code to}. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
