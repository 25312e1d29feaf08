package dev.postern.loadtest;

import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.Scanner;
import dev.postern.loadtest.bench.EgressTexts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What scans of 64 KiB cost, in CPU time of one thread, which a busy machine falsifies least. */
final class EgressCost {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Scanner> scanners = new ArrayList<>();

    /** Has contents scanned by one more engine, and returns the nanoseconds that making its scanner took. */
    long add(LiteralSearch.Engine engine) {
        long before = threads.getCurrentThreadCpuTime();
        Detectors detectors = Detectors.builtIn(engine);
        long after = threads.getCurrentThreadCpuTime();
        scanners.add(new Scanner(
                detectors, ScanLimits.DEFAULTS.withFindings(1 << 20).withDecodedBytes(1 << 30), System::nanoTime));
        return after - before;
    }

    /** By text and engine, the least nanoseconds of so many scans, all texts and engines in turn. */
    Map<EgressTexts, long[]> least(int rounds) {
        Map<EgressTexts, byte[]> texts = new EnumMap<>(EgressTexts.class);
        for (EgressTexts text : EgressTexts.values()) {
            texts.put(text, text.bytes());
        }
        Map<EgressTexts, long[]> least = new EnumMap<>(EgressTexts.class);
        for (int i = 0; i < rounds; i++) {
            texts.forEach((text, bytes) -> least.merge(text, nanos(bytes), EgressCost::least));
        }
        return least;
    }

    private long[] nanos(byte[] bytes) {
        return scanners.stream().mapToLong(scanner -> nanos(scanner, bytes)).toArray();
    }

    private static long[] least(long[] some, long[] others) {
        return IntStream.range(0, some.length)
                .mapToLong(i -> Math.min(some[i], others[i]))
                .toArray();
    }

    private long nanos(Scanner scanner, byte[] bytes) {
        long before = threads.getCurrentThreadCpuTime();
        Scan scan = scanner.scan(bytes);
        long after = threads.getCurrentThreadCpuTime();
        if (!scan.complete()) {
            throw new IllegalStateException("a scan was not complete: " + scan.incomplete());
        }
        return after - before;
    }
}
