package dev.postern.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CanonicalMembersTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void withoutAMemberTheyAreTheCanonicalBytesOfTheObjectWithoutIt() {
        for (long seed = SEED; seed < SEED + 500; seed++) {
            RandomJson random = new RandomJson(new SplittableRandom(seed));
            if (!(random.next(4) instanceof JsonObject object)) {
                continue;
            }
            List<String> names = new ArrayList<>(object.members().keySet());
            names.add("no such member");
            for (String unwanted : names) {
                CanonicalMembers members = CanonicalMembers.of(object, Set.of(unwanted));
                JsonObject wanted = object.without(unwanted);
                assertThat(members.all()).as("seed %d", seed).isEqualTo(CanonicalBytes.of(wanted));
                for (String omitted : names) {
                    assertThat(members.without(omitted))
                            .as("seed %d", seed)
                            .isEqualTo(CanonicalBytes.of(wanted.without(omitted)));
                }
            }
        }
    }

    @Test
    void anEmptyNameIsAMemberLikeAnyOther() {
        JsonObject object = JsonObject.builder().put("", 1).put("a", 2).build();
        CanonicalMembers members = CanonicalMembers.of(object, Set.of());
        assertThat(members.all()).isEqualTo(CanonicalBytes.of(object));
        assertThat(members.without("")).isEqualTo(CanonicalBytes.of(object.without("")));
    }
}
