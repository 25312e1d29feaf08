package dev.postern.loadtest;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws numbers from 0 to n, exclusive, of which the k-th comes with a frequency of 1 / (k + 1)^s. */
final class Zipf {

    private final double[] sums;

    Zipf(int n, double s) {
        sums = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += Math.pow(k + 1.0, -s);
            sums[k] = sum;
        }
    }

    int next(SplittableRandom random) {
        int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at + 1, sums.length - 1);
    }
}
