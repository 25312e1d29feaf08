package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ResourcePattern;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvalidatorTest {

    private final EpochTable epochs = new EpochTable();
    private final CacheCounters counters = new CacheCounters();
    private final Invalidator invalidator = new Invalidator(epochs::bump, counters);
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
    void resourcesTakeNothingButAnswersAboutThem() {
        invalidator.apply(new Invalidation.OfResources("shop", new ResourcePattern("/docs/**")));
        assertThat(current()).containsExactly(true, true, true);
        assertThat(epochs.hasLost(adaInShop, asked("/docs/1"))).isTrue();
        assertThat(epochs.hasLost(adaInShop, asked("/other/1"))).isFalse();
        assertThat(epochs.hasLost(epochs.of("shop", "ada"), asked("/docs/1"))).isFalse();
    }

    private static Check asked(String resource) {
        return new Check("shop", Principal.of("ada"), "read", resource, Map.of(), Attributes.NONE, 0);
    }

    @Test
    void morePatternsThanThereIsRoomForTakeTheirTenant() {
        for (int i = 0; i <= InvalidatedResources.MOST; i++) {
            invalidator.apply(new Invalidation.OfResources("shop", new ResourcePattern("/docs/" + i)));
        }
        assertThat(current()).containsExactly(false, true, false);
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
