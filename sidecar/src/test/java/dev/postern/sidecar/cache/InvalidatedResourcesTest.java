package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ResourcePattern;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvalidatedResourcesTest {

    private final List<String> pushedOut = new ArrayList<>();
    private final InvalidatedResources resources =
            new InvalidatedResources((tenant, epoch) -> pushedOut.add(tenant + " " + epoch));

    private static Check check(String tenant, String action, String resource) {
        return new Check(tenant, Principal.NOBODY, action, resource, Map.of(), Attributes.NONE, 0);
    }

    private void raise(String tenant, String pattern, long epoch) {
        resources.raise(tenant, new ResourcePattern(pattern), epoch);
    }

    @Test
    void reachesWhatThePatternStandsForAndNothingElse() {
        raise("shop", "/docs/**", 5);

        assertThat(resources.since(4, check("shop", "read", "/docs/1"))).isTrue();
        assertThat(resources.since(4, check("shop", "read", "/docs"))).isTrue();
        assertThat(resources.since(4, check("shop", "read", "/other/1"))).isFalse();
        assertThat(resources.since(4, check("bank", "read", "/docs/1"))).isFalse();
    }

    @Test
    void reachesNothingMadeUnderItsEpoch() {
        raise("shop", "/docs/**", 5);

        assertThat(resources.since(5, check("shop", "read", "/docs/1"))).isFalse();
    }

    @Test
    void theEmptyNameReachesEveryTenant() {
        raise("", "/docs/*", 5);

        assertThat(resources.since(0, check("bank", "read", "/docs/1"))).isTrue();
    }

    @Test
    void aDestinationIsReachedByTheNamesThatRulesCallIt() {
        raise("shop", "/*.example.com/**", 5);

        assertThat(resources.since(0, check("shop", "egress.send", "/api.example.com:443/v1")))
                .isTrue();
        assertThat(resources.since(0, check("shop", "read", "/api.example.com:443/v1")))
                .isFalse();
    }

    @Test
    void olderWordsStillReachWhatIsOlderThanThey() {
        raise("shop", "/old/**", 3);
        raise("shop", "/new/**", 7);

        assertThat(resources.newest()).isEqualTo(7);
        assertThat(resources.since(2, check("shop", "read", "/old/1"))).isTrue();
        assertThat(resources.since(3, check("shop", "read", "/old/1"))).isFalse();
        assertThat(resources.since(3, check("shop", "read", "/new/1"))).isTrue();
    }

    @Test
    void aPatternNamedAgainCountsFromTheHigherEpoch() {
        raise("shop", "/docs/**", 9);
        raise("shop", "/docs/**", 4);
        raise("shop", "/docs/**", 11);

        assertThat(resources.newest()).isEqualTo(11);
        assertThat(resources.since(10, check("shop", "read", "/docs/1"))).isTrue();
        assertThat(resources.since(11, check("shop", "read", "/docs/1"))).isFalse();
    }

    @Test
    void theOldestThatFindsNoRoomTakesItsTenant() {
        for (int i = 1; i <= InvalidatedResources.MOST + 2; i++) {
            raise("t" + i, "/docs/" + i, i);
        }

        assertThat(pushedOut).containsExactly("t1 1", "t2 2");
        assertThat(resources.since(0, check("t3", "read", "/docs/3"))).isTrue();
    }
}
