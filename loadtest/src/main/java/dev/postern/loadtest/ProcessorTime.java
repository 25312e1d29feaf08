package dev.postern.loadtest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Compares ways of doing something by the processor time of this thread, in turns, so that a busy machine befalls all alike. */
final class ProcessorTime {

    private static final int ROUNDS = 21;
    private static final int WARM_UP = 8;
    private static final long ROUND_NANOS = 20_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /**
     * Nanoseconds that each way takes, the median of its rounds.
     *
     * @param ways each told how often it was done before; what they give back is only looked at
     */
    static double[] of(List<IntUnaryOperator> ways) {
        double[][] taken = new double[ways.size()][ROUNDS];
        int seen = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int way = 0; way < taken.length; way++) {
                int done = 0;
                long begin = THREADS.getCurrentThreadCpuTime();
                long took;
                do {
                    for (int i = 0; i < 64; i++) {
                        seen ^= ways.get(way).applyAsInt(done++);
                    }
                    took = THREADS.getCurrentThreadCpuTime() - begin;
                } while (took < ROUND_NANOS);
                if (round >= 0) {
                    taken[way][round] = (double) took / done;
                }
            }
        }
        if (seen == Integer.MIN_VALUE) {
            throw new IllegalStateException("never so");
        }
        return Arrays.stream(taken).mapToDouble(Round::median).toArray();
    }
}
