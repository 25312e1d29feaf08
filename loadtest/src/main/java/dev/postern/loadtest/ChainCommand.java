package dev.postern.loadtest;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what verifying a chain of signed receipts costs, as a ratio to verifying the signatures alone. */
@Command(
        name = "chain",
        mixinStandardHelpOptions = true,
        description = "Verifies a chain of signed receipts and as many bare signatures, in turns, on all processors.")
final class ChainCommand implements Callable<Integer> {

    /** Rounds before any counts, for the compiler. */
    private static final int FIRST = 2;

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Option(names = "--receipts", description = "Of the chain (default: ${DEFAULT-VALUE}).", defaultValue = "10000")
    private int receipts;

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).", defaultValue = "11")
    private int rounds;

    /** Processor time of the whole process in microseconds and receipts a second, both for one drive. */
    private record Cost(double micros, double perSecond) {}

    @Override
    public Integer call() {
        SignedChain chain = new SignedChain(receipts);
        double[] ratios = new double[rounds];
        for (int i = -FIRST; i < rounds; i++) {
            Cost bare = cost(chain::verifySignatures);
            Cost whole = cost(chain::verify);
            if (i >= 0) {
                ratios[i] = bare.micros() / whole.micros();
                print(bare, whole, ratios[i]);
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "median ratio %.3f%n", ratios[rounds / 2]);
        return 0;
    }

    private Cost cost(Runnable work) {
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Cost((process.getProcessCpuTime() - cpu) / 1e3 / receipts, receipts / seconds);
    }

    private static void print(Cost bare, Cost whole, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "signatures %6.1f µs %8.0f/s   chain %6.1f µs %8.0f/s   ratio %.3f%n",
                bare.micros(),
                bare.perSecond(),
                whole.micros(),
                whole.perSecond(),
                ratio);
    }
}
