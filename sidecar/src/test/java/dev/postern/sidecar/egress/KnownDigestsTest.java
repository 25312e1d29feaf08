package dev.postern.sidecar.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.Sha256;
import dev.postern.crypto.UniversalHash;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownDigestsTest {

    private final KnownDigests digests = new KnownDigests(new SplittableRandom(1), 100);

    @Test
    void aDigestIsTheSameWhetherItIsKnownOrNot() {
        for (int length : new int[] {0, 1, 4_096, 65_536, UniversalHash.LONGEST, UniversalHash.LONGEST + 1}) {
            byte[] content = content(length);
            assertThat(digests.of("shop", content)).isEqualTo(Sha256.of(content));
            assertThat(digests.of("shop", content)).isEqualTo(Sha256.of(content));
        }
    }

    @Test
    void whatCameBeforeIsKnownByAllOfIt() {
        byte[] content = content(65_536);
        assertThat(digests.recall("shop", content)).isNull();
        digests.of("shop", content);
        assertThat(digests.recall("shop", content.clone())).isEqualTo(Sha256.of(content));
        content[40_000]++;
        assertThat(digests.recall("shop", content)).isNull();
        assertThat(digests.of("shop", content)).isEqualTo(Sha256.of(content));
    }

    @Test
    void noTenantLearnsWhatAnotherSent() {
        byte[] content = content(1_000);
        digests.of("shop", content);
        assertThat(digests.recall("bank", content)).isNull();
    }

    @Test
    void nothingIsKnownOfWhatIsTooLongForAHash() {
        byte[] content = content(UniversalHash.LONGEST + 1);
        digests.of("shop", content);
        assertThat(digests.recall("shop", content)).isNull();
    }

    @Test
    void noMoreAreKeptThanMayBe() {
        for (int i = 0; i < 1_000; i++) {
            digests.of("shop", new byte[i]);
        }
        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += digests.recall("shop", new byte[i]) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 100);
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new SplittableRandom(length).nextBytes(content);
        return content;
    }
}
