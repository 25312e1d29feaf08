package dev.postern.sidecar.cache.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ResourcePattern;
import dev.postern.sidecar.cache.Invalidation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidationBytesTest {

    private static final List<Invalidation> ALL = List.of(
            new Invalidation.Everything(),
            new Invalidation.OfTenant("shop"),
            new Invalidation.OfPrincipal("shop"),
            new Invalidation.OfCapability("shop"),
            new Invalidation.OfResources("shop", new ResourcePattern("/docs/**")),
            new Invalidation.OfResources("", new ResourcePattern("shop/docs/**")));

    @Test
    void readsWhatItWrote() {
        for (Invalidation word : ALL) {
            assertThat(InvalidationBytes.read(InvalidationBytes.write(word))).isEqualTo(word);
        }
    }

    @Test
    void whatItCannotReadIsEverything() {
        assertThat(InvalidationBytes.read(new byte[0])).isEqualTo(new Invalidation.Everything());
        assertThat(InvalidationBytes.read(new byte[] {99, 1})).isEqualTo(new Invalidation.Everything());
        for (Invalidation word : ALL) {
            byte[] bytes = InvalidationBytes.write(word);
            for (int i = 0; i < bytes.length; i++) {
                assertThat(InvalidationBytes.read(Arrays.copyOf(bytes, i)))
                        .as("the first %d bytes of %s", i, word)
                        .isEqualTo(new Invalidation.Everything());
            }
        }
    }
}
