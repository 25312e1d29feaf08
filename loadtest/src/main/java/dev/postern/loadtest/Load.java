package dev.postern.loadtest;

import org.HdrHistogram.Histogram;

/**
 * What came of sending a question for a while.
 *
 * @param completed answered as expected
 * @param wrong answered, but not with a permission
 * @param failed not answered: the call ended with an error
 * @param nanos from the first call to the last answer
 * @param latencies in nanoseconds
 */
record Load(long completed, long wrong, long failed, long nanos, Histogram latencies) {

    double perSecond() {
        return completed * 1e9 / nanos;
    }

    double p99Micros() {
        return latencies.getValueAtPercentile(99) / 1e3;
    }

    /** This load, if every answer was the expected one. */
    Load orThrow(String who) {
        if (wrong + failed > 0 || completed == 0) {
            throw new IllegalStateException(who + ": " + completed + " answers as expected, " + wrong + " wrong, "
                    + failed + " calls failed; expected every answer to permit");
        }
        return this;
    }
}
