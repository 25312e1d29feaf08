package dev.postern.covenant;

import static dev.postern.covenant.Covenants.NOW;
import static dev.postern.covenant.Covenants.draft;
import static dev.postern.covenant.Covenants.read;
import static dev.postern.covenant.Covenants.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import dev.postern.crypto.Mutations;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: reading never throws, a document is read back as it is printed, and no change of what is signed passes. */
class CovenantFuzzTest {

    @Test
    void documents() {
        Covenant root = signed(draft("permit read on '/data/**'").expiring("2027-01-01T00:00:00Z"));
        Covenant child = signed(
                draft("permit read on '/data/**'").under(root, Delegation.Relation.DELEGATES), Covenants.BENEFICIARY);
        Covenant witnessed = read(CovenantSigner.countersign(child, Covenants.AUDITOR, "auditor", NOW));
        Mutations texts =
                new Mutations(root.print().getBytes(UTF_8), witnessed.print().getBytes(UTF_8));
        Seeds.fuzz(2_000, random -> {
            if (CovenantReader.read(texts.next(random)) instanceof CovenantResult.Read read) {
                Covenant covenant = read.covenant();
                Covenant again = read(CovenantReader.read(covenant.print().getBytes(UTF_8)));
                assertThat(again.canonical()).isEqualTo(covenant.canonical());
                assertThat(again.print()).isEqualTo(covenant.print());
                if (CovenantVerifier.verify(covenant, NOW.toEpochMilli()).valid()) {
                    assertThat(covenant.canonical()).isIn(root.canonical(), child.canonical());
                }
            }
        });
    }
}
