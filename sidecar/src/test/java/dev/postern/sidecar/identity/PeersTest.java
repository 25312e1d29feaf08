package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.policy.Value;
import dev.postern.sidecar.identity.Peer.Names;
import dev.postern.sidecar.identity.PeerConfig.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {

    private static final PeerConfig CONFIG =
            new PeerConfig(Set.of("td"), List.of(Kind.SPIFFE, Kind.DNS), Set.of("spiffe://td/front", "proxy.example"));

    private final CertificateNames names = new CertificateNames(CONFIG);
    private final Peers peers = new Peers(CONFIG);

    @Test
    void aWorkloadIsCalledByItsSpiffeId() {
        Peer peer = names.of(new Names(List.of("spiffe://td/ns/a"), List.of("a.example"), "A"));
        assertThat(peer.principal().id()).isEqualTo("spiffe://td/ns/a");
        assertThat(peer.facts())
                .containsEntry("trust_domain", new Value.Text("td"))
                .containsEntry("path", new Value.Text("/ns/a"))
                .containsEntry("common_name", new Value.Text("A"))
                .containsEntry("dns_names", new Value.Items(List.of(new Value.Text("a.example"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://other/ns/a", "spiffe://td/a/../b", "spiffe://td/a//b", "spiffe://td/", "SPIFFE://td/a",
                "spiffe://TD/a", "spiffe://td/a?b", "spiffe://td/a#b", "spiffe://td:443/a", "spiffe://u@td/a",
                "spiffe://td/%61", "spiffe://td/ä", "spiffe:///a"
            })
    void whoClaimsToBeAWorkloadAndIsNoneOfOursIsNobodyWhateverElseTheyAreCalled(String uri) {
        assertThat(names.of(new Names(List.of(uri), List.of("a.example"), "A"))
                        .principal()
                        .id())
                .isEmpty();
    }

    @Test
    void aWorkloadHasOneName() {
        List<String> two = List.of("spiffe://td/a", "spiffe://td/b");
        assertThat(names.of(new Names(two, List.of("a.example"), ""))
                        .principal()
                        .id())
                .isEmpty();
    }

    @Test
    void othersAreCalledByTheKindsOfNamesThatCountInTheirOrder() {
        Names both = new Names(List.of("https://a"), List.of("a.example", "b.example"), "A");
        assertThat(names.of(both).principal().id()).isEqualTo("a.example");
        PeerConfig byCommonName = new PeerConfig(Set.of(), List.of(Kind.CN, Kind.DNS), Set.of());
        assertThat(new CertificateNames(byCommonName).of(both).principal().id()).isEqualTo("A");
        assertThat(names.of(new Names(List.of(), List.of(), "A")).principal().id())
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new PeerConfig(Set.of("T D"), List.of(), Set.of()));
    }

    @Test
    void onlyTrustedPeersForwardForOthers() {
        String header = "URI=spiffe://td/ns/a";
        assertThat(behind("spiffe://td/front", header)).isEqualTo("spiffe://td/ns/a");
        assertThat(behind("spiffe://td/other", header)).isEqualTo("spiffe://td/other");
        assertThat(behind("", header)).isEmpty();
        assertThat(behind("spiffe://td/front", null)).isEqualTo("spiffe://td/front");
        assertThat(behind("spiffe://td/front", "nonsense")).isNull();
    }

    @Test
    void theNewestHopThatIsNotTrustedToForwardIsWhoAsks() {
        String lie = "URI=spiffe://td/admin,URI=spiffe://td/ns/a,DNS=proxy.example";
        assertThat(behind("spiffe://td/front", lie)).isEqualTo("spiffe://td/ns/a");
        assertThat(behind("spiffe://td/front", "URI=spiffe://td/admin,URI=spiffe://foreign/x"))
                .isEmpty();
        assertThat(behind("spiffe://td/front", "DNS=proxy.example")).isEqualTo("proxy.example");
    }

    private @Nullable String behind(String direct, @Nullable String header) {
        Peer peer = Peer.of(direct, null, new Names(List.of(), List.of(), ""));
        Peer behind = peers.behind(peer, new Shown() {
            @Override
            public @Nullable String header(HeaderName name) {
                return name.equals(Peers.FORWARDED) ? header : null;
            }
        });
        return behind == null ? null : behind.principal().id();
    }
}
