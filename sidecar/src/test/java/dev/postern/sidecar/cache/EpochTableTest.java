package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochTableTest {

    private final EpochTable table = new EpochTable();

    @Test
    void onlyEverGrows() {
        table.raise(new Invalidation.OfTenant("a"), 7);
        table.raise(new Invalidation.OfTenant("a"), 3);
        table.raise(new Invalidation.OfCapability("cap"), 5);
        table.raise(new Invalidation.OfCapability("cap"), 4);

        assertThat(table.of("a", "")).isEqualTo(new Epochs(7, 0, 5));
    }

    @Test
    void raisesEveryTenantByTheEmptyName() {
        table.raise(new Invalidation.OfTenant("a"), 9);
        table.raise(new Invalidation.OfTenant(""), 4);

        assertThat(table.of("a", "").tenant()).isEqualTo(9);
        assertThat(table.of("b", "").tenant()).isEqualTo(4);
    }

    @Test
    void raisesOneSubjectAndNotWhatSpeaksOfNone() {
        table.raise(new Invalidation.OfPrincipal("alice"), 2);

        assertThat(table.of("a", "alice").subject()).isEqualTo(2);
        assertThat(table.of("a", "bob").subject()).isZero();
        assertThat(table.of("a", "").subject()).isZero();
    }

    @Test
    void anEntryIsUselessOnceAnyEpochHasPassedIt() {
        Epochs made = new Epochs(2, 2, 2);

        assertThat(made.cover(new Epochs(2, 2, 2))).isTrue();
        assertThat(made.cover(new Epochs(3, 2, 2))).isFalse();
        assertThat(made.cover(new Epochs(2, 3, 2))).isFalse();
        assertThat(made.cover(new Epochs(2, 2, 3))).isFalse();
    }

    @Test
    void whatEveryTenantLosesIsLostByOneThatIsFarAhead() {
        table.raise(new Invalidation.OfTenant("ahead"), 1_000);
        Epochs made = table.of("ahead", "ada");

        table.bump(new Invalidation.OfTenant(""));

        assertThat(table.isCurrent(made, "ahead", "ada")).isFalse();
    }

    @Test
    void bumpsReachWhatTheyNameAndNothingElse() {
        Epochs ada = table.of("a", "ada");
        Epochs bob = table.of("b", "bob");

        table.bump(new Invalidation.OfPrincipal("ada"));
        table.bump(new Invalidation.OfTenant("c"));

        assertThat(table.isCurrent(ada, "a", "ada")).isFalse();
        assertThat(table.isCurrent(bob, "b", "bob")).isTrue();
        table.bump(new Invalidation.OfCapability("cap"));
        assertThat(table.isCurrent(bob, "b", "bob")).isFalse();
    }

    @Test
    void tenantsBeyondTheBoundRaiseEveryTenant() {
        for (int i = 0; i < 5_000; i++) {
            table.raise(new Invalidation.OfTenant("t" + i), 1);
        }

        assertThat(table.of("t4999", "").tenant()).isPositive();
        assertThat(table.of("never named", "").tenant()).isPositive();
    }
}
