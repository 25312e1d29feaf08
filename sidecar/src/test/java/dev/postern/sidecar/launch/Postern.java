package dev.postern.sidecar.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run of the delivered command. Closing it kills what still runs. */
final class Postern implements AutoCloseable {

    static final Path LAYOUT = Path.of("target", "postern").toAbsolutePath();

    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("checks on (\\S+:[0-9]+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private Postern(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code postern} from a layout; what it prints goes to files below {@code work}. */
    static Postern start(Path layout, Path work, Map<String, String> environment, String... args) throws IOException {
        Path out = Files.createTempFile(work, "out", ".txt");
        Path err = Files.createTempFile(work, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(layout.resolve("bin/postern").toString()), Stream.of(args))
                                .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_STATE_HOME", work.resolve("xdg").toString());
        builder.environment().putAll(environment);
        return new Postern(builder.start(), out, err);
    }

    /** Runs it to its end and gives the exit code. */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs after " + PATIENT + ": " + err());
        }
        return process.exitValue();
    }

    /** Whether it says where it answers checks, before it ends. */
    boolean listens() {
        await().atMost(PATIENT).until(() -> LISTENING.matcher(err()).find() || !process.isAlive());
        return LISTENING.matcher(err()).find();
    }

    /** Where it answers checks, once it has said so. */
    String checks() {
        boolean unused = listens();
        Matcher said = LISTENING.matcher(err());
        if (!said.find()) {
            throw new AssertionError("listens nowhere: " + err());
        }
        return said.group(1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    List<String> errLines() {
        return err().lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
