package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import dev.postern.loadtest.bench.EgressTexts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hostile texts cost beside a clean one, in CPU time of one thread. */
class EgressCostTest {

    private static final int ROUNDS = 20;

    /** Far more than is measured: a cost that grows with the square of a text is a hundred times and more. */
    private static final int MOST = 40;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Scanner scanner = new Scanner(
            Detectors.builtIn(), ScanLimits.DEFAULTS.withFindings(1 << 20).withDecodedBytes(1 << 30), System::nanoTime);

    @Test
    void noTextCostsManyTimesWhatACleanOneDoes() {
        Map<EgressTexts, Long> least = new EnumMap<>(EgressTexts.class);
        for (EgressTexts text : EgressTexts.values()) {
            byte[] bytes = text.bytes();
            for (int i = 0; i < ROUNDS; i++) {
                least.merge(text, nanos(bytes), Math::min);
            }
        }
        long clean = least.getOrDefault(EgressTexts.CLEAN, 0L);
        assertThat(least).allSatisfy((text, nanos) -> assertThat(nanos).isLessThan(MOST * clean));
    }

    private long nanos(byte[] bytes) {
        long before = threads.getCurrentThreadCpuTime();
        scanner.scan(bytes);
        return threads.getCurrentThreadCpuTime() - before;
    }
}
