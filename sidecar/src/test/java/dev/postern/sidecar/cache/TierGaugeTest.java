package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class TierGaugeTest {

    /** Questions before the first trial, and of a trial. */
    private static final int FILL = 1 << 14;

    private static final int TRIAL = 2_048;
    private static final int MILLI = 1_000_000;

    private final ManualTime time = new ManualTime();
    private final TierGauge gauge = new TierGauge(CacheConfig.Use.MEASURED, 64, time::nanos);
    private int asked;

    /** Asks so many times; how many went through the tier. One in {@code missEvery} of those is a miss. */
    private int ask(int times, long price, long work, int missEvery) {
        return ask(times, price, work, missEvery, question -> 0);
    }

    private int ask(int times, long price, long work, int missEvery, IntToLongFunction pause) {
        int through = 0;
        for (int i = 0; i < times; i++) {
            boolean tier = gauge.ask();
            boolean hit = tier && asked % missEvery != 0;
            time.passNanos((tier ? price : 0) + (hit ? 0 : work) + pause.applyAsLong(asked++));
            gauge.answered(hit);
            through += tier ? 1 : 0;
        }
        return through;
    }

    @Test
    void staysOnWhereItSparesMoreThanItCosts() {
        assertThat(ask(2 * FILL, 300, 10_000, 3)).isEqualTo(2 * FILL - TRIAL / 2);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void goesOffWhereItCostsMoreThanItSpares() {
        assertThat(ask(100_000, 300, 310, 3)).isEqualTo(FILL + TRIAL / 2);
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void mayCostFourFifthsOfTheWorkThatItsHitsSpare() {
        ask(FILL + TRIAL, 795, 1_000, Integer.MAX_VALUE);
        assertThat(gauge.isOn()).isTrue();
        gauge.restart();
        ask(FILL + TRIAL, 805, 1_000, Integer.MAX_VALUE);
        assertThat(gauge.isOn()).isFalse();
        gauge.restart();
        ask(FILL + TRIAL, 395, 1_000, 2);
        assertThat(gauge.isOn()).isTrue();
        gauge.restart();
        ask(FILL + TRIAL, 405, 1_000, 2);
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void goesOffWhereNothingIsEverFound() {
        ask(2 * FILL, 300, 1_000_000, 1);
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void pausesOfTheMachineDecideNothing() {
        ask(FILL + TRIAL, 300, 310, 3, question -> question == FILL + 1_100 ? 500 * MILLI : 0);
        assertThat(gauge.isOn()).isFalse();
        gauge.restart();
        ask(FILL + TRIAL, 300, 10_000, 3, question -> question % 500 == 0 ? 20 * MILLI : 0);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void codeThatIsStillColdDecidesNothing() {
        ask(FILL, 60_000, 400, 3);
        ask(TRIAL, 100, 400, 3, question -> Math.max(0, 20_000 - 50L * (question - FILL)));
        assertThat(gauge.isOn()).isTrue();
        gauge.restart();
        asked = 0;
        ask(FILL, 60_000, 400, 3);
        ask(TRIAL, 300, 310, 3, question -> Math.max(0, 20_000 - 50L * (question - FILL)));
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void hasTimeToFill() {
        ask(FILL, 300, 1_000, 1);
        ask(TRIAL, 300, 1_000, 10);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void triesAgainAfterAWhile() {
        ask(FILL + TRIAL, 300, 310, 3);
        assertThat(gauge.isOn()).isFalse();
        ask(1 << 19, 300, 100_000, 3);
        assertThat(gauge.isOn()).isTrue();
    }

    @Test
    void seesThatItNoLongerPays() {
        ask(FILL + TRIAL, 300, 10_000, 3);
        assertThat(gauge.isOn()).isTrue();
        ask(1 << 19, 300, 310, 3);
        assertThat(gauge.isOn()).isFalse();
    }

    @Test
    void trialsOfATierThatPaysGoAroundItForOneQuestionInTwoHundred() {
        int times = 10_000_000;
        assertThat(ask(times, 300, 10_000, 3)).isBetween(times - times / 200, times - 1);
    }

    @Test
    void waitsLongerEachTimeItWasOff() {
        assertThat(ask(10_000_000, 300, 310, 3)).isBetween(5 * FILL, 7 * (FILL + TRIAL));
    }

    @Test
    void measuresEachBundleAnew() {
        ask(FILL + TRIAL, 300, 310, 3);
        gauge.restart();
        assertThat(gauge.isOn()).isTrue();
        assertThat(ask(FILL, 300, 310, 3)).isEqualTo(FILL);
    }

    @Test
    void alwaysAndNeverAreNotMeasured() {
        TierGauge always = new TierGauge(CacheConfig.Use.ALWAYS, 64, time::nanos);
        TierGauge never = new TierGauge(CacheConfig.Use.NEVER, 64, time::nanos);
        for (int i = 0; i < 1 << 19; i++) {
            assertThat(always.ask()).isTrue();
            assertThat(never.ask()).isFalse();
            always.answered(false);
            never.answered(false);
        }
        never.restart();
        assertThat(never.isOn()).isFalse();
    }
}
