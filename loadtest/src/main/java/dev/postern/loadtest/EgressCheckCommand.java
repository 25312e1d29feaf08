package dev.postern.loadtest;

import com.google.protobuf.ByteString;
import dev.postern.loadtest.bench.EgressTexts;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressCheckResponse;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the latency of egress checks at a steady rate. */
@Command(
        name = "egress-check",
        mixinStandardHelpOptions = true,
        description = "Measures the latency of checks of clean contents at a steady rate.")
final class EgressCheckCommand implements Callable<Integer> {

    /** In flight on each connection while the server is warmed. */
    private static final int STREAMS = 8;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--rate", description = "Checks a second (default: ${DEFAULT-VALUE}).", defaultValue = "5000")
    private int rate;

    @Option(names = "--bytes", description = "Of a content (default: ${DEFAULT-VALUE}).", defaultValue = "1024")
    private int bytes;

    @Option(
            names = "--warm-up",
            description = "Seconds the server is warmed (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int warmUpSeconds;

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "Length of a round (default: ${DEFAULT-VALUE}).", defaultValue = "10")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.err.println(options.conditions());
        Path bundle = Files.createTempDirectory("egress");
        Files.writeString(bundle.resolve("egress.ccl"), "permit egress.connect on /**\n");
        Question question = question();
        try (ServerProcess sidecar = options.servers().answering(bundle).sidecar();
                Connections connections = new Connections(sidecar.port(), 8)) {
            ClosedLoop.run(connections, STREAMS, question, Duration.ofSeconds(warmUpSeconds))
                    .orThrow("sidecar");
            for (int i = 0; i < rounds; i++) {
                Load load = OpenLoop.run(connections, question, rate, Duration.ofSeconds(seconds))
                        .orThrow("sidecar");
                System.out.printf(
                        Locale.ROOT,
                        "{\"rate\":%d,\"bytes\":%d,\"p50_us\":%.0f,\"p99_us\":%.0f}%n",
                        rate,
                        bytes,
                        load.latencies().getValueAtPercentile(50) / 1e3,
                        load.p99Micros());
            }
        }
        return 0;
    }

    /** The destination is an address, so that no name is resolved. */
    private Question question() {
        EgressCheckRequest request = EgressCheckRequest.newBuilder()
                .setQuestion(EgressQuestion.newBuilder().setId("1").addDestinations("https://93.184.216.34/v1/items"))
                .setContent(ByteString.copyFrom(EgressTexts.CLEAN.bytes(), 0, bytes))
                .build();
        return new Question(
                "egress",
                Bytes.raw(EgressServiceGrpc.getCheckMethod()),
                request.toByteString(),
                Questions.decoded(
                        answer -> EgressCheckResponse.parseFrom(answer).getVerdict() == Verdict.VERDICT_ALLOW));
    }
}
