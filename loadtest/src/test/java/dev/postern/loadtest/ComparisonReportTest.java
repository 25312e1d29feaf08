package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonReportTest {

    /** The machine is twice as slow in the third round; the ratio of each round is not. */
    private final ComparisonReport report = new ComparisonReport(
            "envoy",
            600,
            List.of(new Round(10, 1_000), new Round(10, 1_000), new Round(20, 500)),
            List.of(new Round(11, 900), new Round(12, 950), new Round(24, 450)),
            500,
            List.of(100.0, 100.0, 400.0),
            List.of(150.0, 120.0, 480.0));

    @Test
    void takesTheMedianOfTheRoundsOwnRatios() {
        assertThat(report.cpuRatio()).isCloseTo(1.2, within(1e-9));
        assertThat(report.throughputRatio()).isCloseTo(0.9, within(1e-9));
        assertThat(report.p99Ratio()).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void printsRatiosInJson() {
        assertThat(report.json()).contains("\"cpu_ratio\":1.2000", "\"open_rate\":500", "{\"cpu_us\":11.000,");
    }

    @Test
    void medianOfAnEvenNumberLiesBetween() {
        assertThat(Round.median(4, 1, 2, 3)).isEqualTo(2.5);
    }
}
