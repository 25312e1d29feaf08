package dev.postern.loadtest;

import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import dev.postern.loadtest.bench.EgressTexts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/** What scans of 64 KiB cost, in CPU time of one thread, which a busy machine falsifies least. */
final class EgressCost {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Scanner scanner = new Scanner(
            Detectors.builtIn(), ScanLimits.DEFAULTS.withFindings(1 << 20).withDecodedBytes(1 << 30), System::nanoTime);

    /** The least nanoseconds of one scan of each text among so many, all texts in turn. */
    Map<EgressTexts, Long> least(int rounds) {
        Map<EgressTexts, byte[]> texts = new EnumMap<>(EgressTexts.class);
        for (EgressTexts text : EgressTexts.values()) {
            texts.put(text, text.bytes());
        }
        Map<EgressTexts, Long> least = new EnumMap<>(EgressTexts.class);
        for (int i = 0; i < rounds; i++) {
            texts.forEach((text, bytes) -> least.merge(text, nanos(bytes), Math::min));
        }
        return least;
    }

    private long nanos(byte[] bytes) {
        long before = threads.getCurrentThreadCpuTime();
        Scan scan = scanner.scan(bytes);
        long after = threads.getCurrentThreadCpuTime();
        if (!scan.complete()) {
            throw new IllegalStateException("a scan was not complete: " + scan.incomplete());
        }
        return after - before;
    }
}
