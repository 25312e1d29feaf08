package dev.postern.loadtest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.loadtest.bench.EgressTexts;
import dev.postern.loadtest.bench.LocalRedis;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.remote.CostGate;
import dev.postern.sidecar.cache.remote.Fleet;
import dev.postern.sidecar.egress.ScanningMember;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints how much of the scanning the sidecars of a fleet spare each other through a Redis that it starts. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = "Measures scans that the sidecars of a fleet have from memory, from Redis, or make themselves.")
final class FleetCommand implements Callable<Integer> {

    @Option(names = "--members", description = "Sidecars (default: ${DEFAULT-VALUE}).", defaultValue = "4")
    private int members;

    @Option(names = "--contents", description = "Different contents (default: ${DEFAULT-VALUE}).", defaultValue = "500")
    private int contents;

    @Option(names = "--bytes", description = "Of a content (default: ${DEFAULT-VALUE}).", defaultValue = "8192")
    private int bytes;

    @Option(names = "--s", description = "Exponent of Zipf's law (default: ${DEFAULT-VALUE}).", defaultValue = "1.1")
    private double exponent;

    @Option(names = "--asked", description = "Scans of a pass (default: ${DEFAULT-VALUE}).", defaultValue = "20000")
    private int asked;

    @Option(
            names = "--use",
            description = "When Redis is asked, AUTO or ON (default: ${DEFAULT-VALUE}).",
            defaultValue = "ON")
    private CostGate.Use use = CostGate.Use.ON;

    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Zipf zipf = new Zipf(contents, exponent);
        try (LocalRedis redis = LocalRedis.start()) {
            List<Fleet> fleets = new ArrayList<>();
            try {
                List<ScanningMember> all = new ArrayList<>();
                for (int i = 0; i < members; i++) {
                    all.add(join(redis, fleets));
                }
                pass("a fleet that starts", all, zipf);
                pass("one more sidecar, alone", List.of(join(redis, fleets)), zipf);
            } finally {
                fleets.forEach(Fleet::close);
            }
        }
        return 0;
    }

    private ScanningMember join(LocalRedis redis, List<Fleet> fleets) throws InterruptedException {
        EpochTable epochs = new EpochTable();
        Fleet fleet = redis.join(use, epochs);
        fleets.add(fleet);
        while (!fleet.isCurrent()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return new ScanningMember(fleet, epochs);
    }

    private void pass(String name, List<ScanningMember> asking, Zipf zipf)
            throws ExecutionException, InterruptedException {
        for (int i = 0; i < asked; i++) {
            asking.get(random.nextInt(asking.size())).ask(content(zipf.next(random)));
        }
        Histogram shared = new Histogram(3);
        Histogram scanned = new Histogram(3);
        long fromMemory = 0;
        for (ScanningMember each : asking) {
            shared.add(each.fromFleet());
            scanned.add(each.scanned());
            fromMemory += each.fromMemory();
        }
        System.out.printf(
                Locale.ROOT,
                "%s: of %d scans of %d contents %.1f %% from memory; of the other %d %.1f %% from Redis (median %.0f µs, all "
                        + "%.0f ms), %d made (median %.0f µs)%n",
                name,
                asked,
                contents,
                100.0 * fromMemory / asked,
                asked - fromMemory,
                100.0 * shared.getTotalCount() / Math.max(1, asked - fromMemory),
                shared.getValueAtPercentile(50) / 1e3,
                shared.getMean() * shared.getTotalCount() / 1e6,
                scanned.getTotalCount(),
                scanned.getValueAtPercentile(50) / 1e3);
    }

    /** The content of a number: a piece of ordinary text behind it. */
    private byte[] content(int number) {
        byte[] text = EgressTexts.CLEAN.bytes();
        byte[] content = new byte[bytes];
        System.arraycopy(text, number % (text.length - bytes), content, 0, bytes);
        ByteBuffer.wrap(content).put(String.format(Locale.ROOT, "%08d ", number).getBytes(US_ASCII));
        return content;
    }
}
