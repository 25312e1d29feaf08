package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EntryKeyTest {

    @Test
    void equalsByAllBytesNotByHash() {
        // Two arrays that Arrays.hashCode cannot tell apart.
        EntryKey one = EntryKey.of(Namespace.DECISION, "t", new byte[] {1, 0});
        EntryKey other = EntryKey.of(Namespace.DECISION, "t", new byte[] {0, 31});

        assertThat(one).hasSameHashCodeAs(other).isNotEqualTo(other);
        assertThat(one).isEqualTo(EntryKey.of(Namespace.DECISION, "t", new byte[] {1, 0}));
    }

    @Test
    void separatesNamespacesAndTenants() {
        EntryKey key = EntryKey.of(Namespace.DECISION, "t", new byte[] {1});

        assertThat(key)
                .isNotEqualTo(EntryKey.of(Namespace.EGRESS, "t", new byte[] {1}))
                .isNotEqualTo(EntryKey.of(Namespace.DECISION, "u", new byte[] {1}));
    }

    @Test
    void refusesAKeyLongerThanTheLongest() {
        assertThat(EntryKey.of(Namespace.EGRESS, "t", new byte[EntryKey.LONGEST])
                        .size())
                .isEqualTo(EntryKey.LONGEST);
        assertThatThrownBy(() -> EntryKey.of(Namespace.EGRESS, "t", new byte[EntryKey.LONGEST + 1]))
                .hasMessageContaining("expected at most 4096");
    }
}
