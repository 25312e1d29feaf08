package dev.postern.loadtest;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * One server measured once.
 *
 * @param cpuMicros processor time of the server for each check
 * @param perSecond checks answered at full speed
 */
record Round(double cpuMicros, double perSecond) {

    static Round of(Duration cpu, long checks, double perSecond) {
        return new Round(cpu.toNanos() / 1e3 / checks, perSecond);
    }

    static double median(Collection<Round> rounds, ToDoubleFunction<Round> what) {
        return median(rounds.stream().mapToDouble(what).toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
