package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TierGaugeTest {

    private final ManualTime time = new ManualTime();

    /** Asks as often as it may; one in {@code missEvery} is a miss. */
    private int ask(TierGauge gauge, int times, long price, long work, int missEvery) {
        int asked = 0;
        for (int i = 0; i < times; i++) {
            if (gauge.ask()) {
                asked++;
                time.passNanos(price);
                boolean hit = i % missEvery != 0;
                gauge.answered(hit);
                if (!hit) {
                    time.passNanos(work);
                    gauge.worked();
                }
            }
        }
        return asked;
    }

    private TierGauge gauge(CacheConfig.Use use) {
        return new TierGauge(use, time::nanos);
    }

    @Test
    void staysOnWhereItSparesMoreThanItCosts() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        assertThat(ask(gauge, 20_000, 300, 10_000, 3)).isEqualTo(20_000);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void goesOffWhereItCostsMoreThanItSpares() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        assertThat(ask(gauge, 100_000, 300, 310, 3)).isBetween(16_000, 17_000);
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void goesOffWhereNothingIsEverFound() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        ask(gauge, 20_000, 300, 1_000_000, 1);
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void triesAgainAfterAWhile() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        ask(gauge, 20_000, 300, 310, 3);
        assertThat(gauge.isOn()).isFalse();
        ask(gauge, 1 << 19, 300, 100_000, 3);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void hasTimeToFill() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        ask(gauge, 10_000, 300, 1_000, 1);
        ask(gauge, 10_000, 300, 1_000, 10);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void waitsLongerEachTimeItWasOff() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        int asked = ask(gauge, 10_000_000, 300, 310, 3);
        assertThat(asked).isBetween(5 * 16_000, 7 * 17_000);
    }

    @Test
    void measuresEachBundleAnew() {
        TierGauge gauge = gauge(CacheConfig.Use.MEASURED);
        ask(gauge, 20_000, 300, 310, 3);
        gauge.restart();
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void alwaysAndNeverAreNotMeasured() {
        TierGauge always = gauge(CacheConfig.Use.ALWAYS);
        assertThat(ask(always, 20_000, 300, 1, 1)).isEqualTo(20_000);
        TierGauge never = gauge(CacheConfig.Use.NEVER);
        assertThat(ask(never, 200_000, 1, 300, 2)).isZero();
        never.restart();
        assertThat(never.isOn()).isFalse();
    }
}
