package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalTierTest {

    private static final EntryKey KEY = EntryKey.of(Namespace.ATTRIBUTE, "t", new byte[] {1});

    private final ManualTime time = new ManualTime();
    private final EpochTable epochs = new EpochTable();
    private boolean fresh = true;
    private final LocalTier tier = new LocalTier(1 << 20, epochs, nanos -> fresh, time::nanos, Runnable::run);

    private void keep(EntryKey key, long lifeMillis) {
        tier.keep(key, "value", 16, tier.epochs("t", "ada"), time.millis(), time.millis() + lifeMillis);
    }

    private boolean has(EntryKey key) {
        return tier.find(key, "ada", time.millis(), String.class) != null;
    }

    @Test
    void servesUntilTheEndAndNotAtIt() {
        keep(KEY, 100);
        time.pass(99);
        assertThat(has(KEY)).isTrue();
        time.pass(1);
        assertThat(has(KEY)).isFalse();
    }

    @Test
    void servesNothingFromBeforeAClockThatWasPutBack() {
        keep(KEY, 100);
        time.step(-1);
        assertThat(has(KEY)).isFalse();
    }

    @Test
    void servesNothingPastAClockThatWasPutForward() {
        keep(KEY, 100);
        time.step(100);
        assertThat(has(KEY)).isFalse();
    }

    @Test
    void keepsNothingWhoseTimeIsOver() {
        keep(KEY, 0);
        assertThat(tier.size()).isZero();
    }

    @Test
    void servesNothingMadeUnderEpochsThatHavePassed() {
        keep(KEY, 100);
        epochs.bump(new Invalidation.OfPrincipal("ada"));
        assertThat(has(KEY)).isFalse();

        keep(KEY, 100);
        epochs.bump(new Invalidation.OfTenant("t"));
        assertThat(has(KEY)).isFalse();

        keep(KEY, 100);
        epochs.bump(new Invalidation.OfCapability("cap"));
        assertThat(has(KEY)).isFalse();
    }

    @Test
    void servesNothingWhoseEpochsPassedWhileItWasWorkedOut() {
        Epochs before = tier.epochs("t", "ada");
        epochs.bump(new Invalidation.OfPrincipal("ada"));
        tier.keep(KEY, "stale", 16, before, time.millis(), time.millis() + 100);

        assertThat(has(KEY)).isFalse();
    }

    @Test
    void servesNothingOnceInvalidationsAreNotHeardOf() {
        keep(KEY, 100);
        fresh = false;
        assertThat(has(KEY)).isFalse();
        fresh = true;
        assertThat(has(KEY)).isTrue();
    }

    @Test
    void losesEverythingWhenCleared() {
        keep(KEY, 100);
        Epochs before = tier.epochs("t", "ada");
        tier.clear();
        assertThat(has(KEY)).isFalse();

        tier.keep(KEY, "late", 16, before, time.millis(), time.millis() + 100);
        assertThat(has(KEY)).isFalse();
    }

    @Test
    void staysWithinItsBytesWhateverTheSizeOfKeys() {
        for (int i = 0; i < 5_000; i++) {
            byte[] large = new byte[EntryKey.LONGEST];
            large[0] = (byte) i;
            large[1] = (byte) (i >>> 8);
            keep(EntryKey.of(Namespace.DECISION, "t", large), 1_000);
        }
        assertThat(tier.bytes()).isLessThanOrEqualTo(1 << 20);
        assertThat(tier.size()).isBetween(100L, 300L);
    }
}
