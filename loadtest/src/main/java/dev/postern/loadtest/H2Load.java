package dev.postern.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client of nghttp2, which leaves more of a small machine to the server. It sees HTTP statuses only, so the answers
 * are looked at by {@link JavaClient} during the warm-up.
 *
 * @param program path of h2load
 * @param streams questions in flight on each connection
 */
record H2Load(String program, int connections, int streams) implements Client {

    private static final Pattern SPEED = Pattern.compile("finished in [^,]+, ([0-9.]+) req/s");
    private static final Pattern COUNTS = Pattern.compile(
            "requests: (\\d+) total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored");

    @Override
    public Pace drive(ServerProcess server, Question question, Duration length)
            throws IOException, InterruptedException {
        Path body = Files.createTempFile("question", ".bin");
        try {
            Files.write(body, frame(question.body().toByteArray()));
            return pace(output(command(server, question, length, body)));
        } finally {
            Files.delete(body);
        }
    }

    /** The message with its gRPC prefix: not compressed, its length. */
    static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    static Pace pace(String output) {
        Matcher speed = SPEED.matcher(output);
        Matcher counts = COUNTS.matcher(output);
        if (!speed.find() || !counts.find()) {
            throw new IllegalStateException("h2load said nothing of its speed:\n" + output);
        }
        if (Long.parseLong(counts.group(3)) + Long.parseLong(counts.group(4)) > 0) {
            throw new IllegalStateException("h2load had failures:\n" + output);
        }
        return new Pace(Long.parseLong(counts.group(2)), Double.parseDouble(speed.group(1)));
    }

    /** What a run of h2load prints. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("h2load failed:\n" + output);
        }
        return output;
    }

    private List<String> command(ServerProcess server, Question question, Duration length, Path body) {
        return List.of(
                program,
                "-D" + Math.max(1, length.toSeconds()),
                "-c" + connections,
                "-m" + streams,
                "-t1",
                "-Hcontent-type: application/grpc",
                "-Hte: trailers",
                "-d" + body,
                "http://127.0.0.1:" + server.port() + "/" + question.method().getFullMethodName());
    }
}
