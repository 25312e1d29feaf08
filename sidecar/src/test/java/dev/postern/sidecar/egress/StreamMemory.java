package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.ScanLimits;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;

/** Sends a content of 100 MB through a gate in parts, in a process whose heap is much smaller. */
final class StreamMemory {

    static final long BYTES = 100L << 20;

    private static final int PART = 32 << 10;

    private StreamMemory() {}

    /** {@code KIND}: prints the verdict, its reason and how many bytes left. */
    public static void main(String[] args) {
        EgressGate gate = EgressGates.of(
                config(args[0].equals("unseen") ? 1 << 20 : 2 * BYTES),
                "permit egress.connect on /**\npermit egress.send on /** when egress.findings.complete = false and egress.findings.secrets = 0",
                Runnable::run);
        EgressStream stream =
                gate.stream(EgressGates.QUESTION, EgressGates.ASKED).orElseThrow();
        stream.open();
        byte[] part = part(args[0]);
        long[] left = {0};
        for (long sent = 0; sent < BYTES; sent += part.length) {
            left[0] += stream.push(part).length;
        }
        stream.end(
                last -> left[0] += last.length,
                outcome -> System.out.print(
                        outcome.verdict() + " " + outcome.strictest().reason() + " " + left[0]));
    }

    private static EgressConfig config(long most) {
        EgressConfig is = EgressConfig.DEFAULTS;
        ScanLimits limits = is.scan().withBytes(most).withTime(Duration.ofMinutes(5));
        return new EgressConfig(
                limits,
                is.engine(),
                is.content(),
                is.destinations(),
                is.dns(),
                is.labels(),
                is.known(),
                is.work(),
                null);
    }

    private static byte[] part(String kind) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < PART) {
            text.append("the council met ")
                    .append(Integer.toString(random.nextInt(900), 36))
                    .append(' ');
        }
        if (kind.equals("base64")) {
            byte[] bytes = new byte[PART * 3 / 4];
            random.nextBytes(bytes);
            return Base64.getEncoder().encode(bytes);
        }
        return text.substring(0, PART).getBytes(UTF_8);
    }
}
