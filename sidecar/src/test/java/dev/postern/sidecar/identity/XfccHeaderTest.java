package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.identity.Peer.Names;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XfccHeaderTest {

    @Test
    void readsHopsAsEnvoyWritesThem() {
        String text = "By=spiffe://td/front;Hash=468ed3;Subject=\"CN=Client One,OU=\\\"Ops\\\",O=Acme\";"
                + "URI=spiffe://td/ns/a;DNS=a.example;DNS=b.example,By=spiffe://td/mid;Hash=9a;URI=spiffe://td/front";
        assertThat(XfccHeader.parse(text))
                .containsExactly(
                        new Names(List.of("spiffe://td/ns/a"), List.of("a.example", "b.example"), "Client One"),
                        new Names(List.of("spiffe://td/front"), List.of(), ""));
        assertThat(XfccHeader.parse("Hash=1;Cert=\"a%2Cb\";Chain=\"c\";URI="))
                .containsExactly(new Names(List.of(), List.of(), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ";",
                "x",
                "URI",
                "URI=a,",
                "URI=a;",
                ",URI=a",
                "Other=1",
                "URI=\"a",
                "URI=\"a\"b",
                "URI=a\"b\"",
                "Subject=\"not a name\"",
                "URI=a;;DNS=b",
                "URI=\"a\\"
            })
    void refusesWhatCannotBeReadWhole(String text) {
        assertThat(XfccHeader.parse(text)).isNull();
    }

    @Test
    void refusesMoreHopsAndCharactersThanThereCanBe() {
        assertThat(XfccHeader.parse("URI=a" + ",URI=a".repeat(31))).hasSize(32);
        assertThat(XfccHeader.parse("URI=a" + ",URI=a".repeat(32))).isNull();
        assertThat(XfccHeader.parse("URI=" + "a".repeat(64 * 1024))).isNull();
    }

    @Test
    void neverFailsOnNoise() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "=;,\"\\ URIDNSubjectHas";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<Names> hops = XfccHeader.parse(text.toString());
            assertThat(hops == null || !hops.isEmpty())
                    .as("seed %d: %s", seed, text)
                    .isTrue();
        }
    }
}
