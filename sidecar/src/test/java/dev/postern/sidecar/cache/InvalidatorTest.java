package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidatorTest {

    private final EpochTable epochs = new EpochTable();
    private final CacheCounters counters = new CacheCounters();
    private final Invalidator invalidator = new Invalidator(Invalidator.alone(epochs), counters);
    private final Epochs adaInShop = epochs.of("shop", "ada");
    private final Epochs bobInBank = epochs.of("bank", "bob");
    private final Epochs nobodyInShop = epochs.of("shop", "");

    private List<Boolean> current() {
        return List.of(
                epochs.isCurrent(adaInShop, "shop", "ada"),
                epochs.isCurrent(bobInBank, "bank", "bob"),
                epochs.isCurrent(nobodyInShop, "shop", ""));
    }

    @Test
    void aPrincipalTakesWhatSpeaksOfIt() {
        invalidator.apply(new Invalidation.OfPrincipal("ada"));
        assertThat(current()).containsExactly(false, true, true);
    }

    @Test
    void aTenantTakesWhatIsItsOwn() {
        invalidator.apply(new Invalidation.OfTenant("shop"));
        assertThat(current()).containsExactly(false, true, false);
    }

    @Test
    void resourcesTakeTheirTenantOrAll() {
        invalidator.apply(new Invalidation.OfResources("shop", "/docs/**"));
        assertThat(current()).containsExactly(false, true, false);
        invalidator.apply(new Invalidation.OfResources("", "/docs/**"));
        assertThat(current()).containsExactly(false, false, false);
    }

    @Test
    void aCapabilityTakesWhatRestsOnTokens() {
        invalidator.apply(new Invalidation.OfCapability("cap-1"));
        assertThat(current()).containsExactly(false, false, false);
    }

    @Test
    void everythingTakesEverything() {
        invalidator.apply(new Invalidation.Everything());
        assertThat(current()).containsExactly(false, false, false);
    }

    @Test
    void countsWhatItDid() {
        invalidator.apply(new Invalidation.OfPrincipal("ada"));
        invalidator.apply(new Invalidation.Everything());
        assertThat(counters.invalidations()).isEqualTo(2);
    }
}
