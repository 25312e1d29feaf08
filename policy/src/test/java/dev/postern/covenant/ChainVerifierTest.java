package dev.postern.covenant;

import static dev.postern.covenant.Covenants.AUDITOR;
import static dev.postern.covenant.Covenants.BENEFICIARY;
import static dev.postern.covenant.Covenants.ISSUER;
import static dev.postern.covenant.Covenants.NOW;
import static dev.postern.covenant.Covenants.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.SigningKey;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {

    private static final long TIME = NOW.toEpochMilli();
    private static final Covenant ROOT = signed(
            Covenants.draft("permit read on '/data/**'\npermit write on '/data/**'\ndeny write on '/data/private/**'"));

    @Test
    void aChainThatNarrowsPassesEveryCheck() {
        Covenant child = child(ROOT, "permit read on '/data/public/**'", BENEFICIARY, AUDITOR);
        Covenant grandchild = child(child, "permit read on '/data/public/a'", AUDITOR, ISSUER);

        Verification verification = ChainVerifier.verify(List.of(ROOT, child, grandchild), TIME);

        assertThat(verification.failed()).isEmpty();
        assertThat(verification.findings())
                .extracting(Verification.Finding::name)
                .containsExactly(
                        "chain_non_empty",
                        "all_documents_valid",
                        "chain_depth",
                        "parent_ref_1",
                        "parent_ref_2",
                        "parent_refs_consistent",
                        "depth_monotonic",
                        "issuer_continuity",
                        "narrowing_valid");
    }

    @Test
    void anEmptyChainIsNotValid() {
        assertThat(failed(List.of())).containsExactly("chain_non_empty");
    }

    @Test
    void aChildThatPermitsMoreFailsNarrowing() {
        assertThat(failed(List.of(ROOT, child(ROOT, "permit read on '/admin/**'", BENEFICIARY, AUDITOR))))
                .containsExactly("narrowing_valid");
        assertThat(failed(List.of(ROOT, child(ROOT, "permit write on '/data/private/x'", BENEFICIARY, AUDITOR))))
                .containsExactly("narrowing_valid");
    }

    @Test
    void aChildThatDropsAConditionFailsNarrowing() {
        Covenant root = signed(Covenants.draft("permit read on '/data/**' when risk < 5"));

        assertThat(failed(List.of(root, child(root, "permit read on '/data/a'", BENEFICIARY, AUDITOR))))
                .containsExactly("narrowing_valid");
        assertThat(failed(List.of(
                        root,
                        child(root, "permit read on '/data/a' when risk < 5 and mfa = true", BENEFICIARY, AUDITOR))))
                .isEmpty();
    }

    @Test
    void aLooserLimitFailsNarrowing() {
        Covenant root = signed(Covenants.draft("permit read on '/data/**'\nlimit read 5 per 1 minute"));

        assertThat(failed(List.of(
                        root,
                        child(root, "permit read on '/data/a'\nlimit read 6 per 1 minute", BENEFICIARY, AUDITOR))))
                .containsExactly("narrowing_valid");
    }

    @Test
    void aDocumentOfAStrangerFailsContinuity() {
        Covenant forged = child(ROOT, "permit read on '/data/a'", AUDITOR, AUDITOR);

        assertThat(failed(List.of(ROOT, forged))).containsExactly("issuer_continuity");
    }

    @Test
    void aMissingLinkIsNoticed() {
        Covenant child = child(ROOT, "permit read on '/data/**'", BENEFICIARY, AUDITOR);
        Covenant grandchild = child(child, "permit read on '/data/a'", AUDITOR, ISSUER);

        assertThat(failed(List.of(ROOT, grandchild)))
                .contains("parent_ref_1", "parent_refs_consistent", "depth_monotonic");
        assertThat(failed(List.of(child, grandchild))).contains("parent_refs_consistent", "depth_monotonic");
    }

    @Test
    void sixteenDocumentsAreAChainSeventeenAreNot() {
        List<Covenant> chain = new ArrayList<>(List.of(ROOT));
        while (chain.size() < Covenant.MAX_DEPTH) {
            chain.add(child(chain.get(chain.size() - 1), "permit read on '/data/**'", ISSUER, BENEFICIARY));
        }
        assertThat(failed(chain)).isEmpty();

        chain.add(child(chain.get(chain.size() - 1), "permit read on '/data/**'", ISSUER, BENEFICIARY));
        assertThat(failed(chain)).contains("chain_depth", "narrowing_valid");
    }

    @Test
    void aChainPermitsWhatEachOfItsDocumentsPermits() {
        Covenant child = child(ROOT, "permit ** on '/data/public/**'", BENEFICIARY, AUDITOR);
        // A child may say more than it can pass on where nothing it says is more: here its '**' is more.
        assertThat(failed(List.of(ROOT, child))).containsExactly("narrowing_valid");
        assertThat(decide(List.of(ROOT, child), "read", "/data/public/a").reason())
                .isEqualTo(Reason.COVENANT_INVALID);

        Covenant narrow = child(ROOT, "permit read on '/data/public/**'", BENEFICIARY, AUDITOR);
        assertThat(decide(List.of(ROOT, narrow), "read", "/data/public/a").outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(decide(List.of(ROOT, narrow), "read", "/data/other").outcome())
                .isEqualTo(Outcome.DENY);
        assertThat(decide(List.of(ROOT, narrow), "write", "/data/public/a").outcome())
                .isEqualTo(Outcome.DENY);
        assertThat(decide(List.of(ROOT), "write", "/data/private/a").outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void aChainPermitsNothingFromTheMillisecondItsFirstDocumentEnds() {
        Covenant root = signed(Covenants.draft("permit read on '/data/**'").expiring("2026-03-01T00:00:01.000Z"));
        CovenantPolicy policy = CovenantPolicy.of(List.of(root), TIME);

        assertThat(policy.decide(check("read", "/data/a", TIME + 999), new Scratch())
                        .outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(policy.decide(check("read", "/data/a", TIME + 1000), new Scratch())
                        .reason())
                .isEqualTo(Reason.COVENANT_INVALID);
    }

    private static Template decide(List<Covenant> chain, String action, String resource) {
        return CovenantPolicy.of(chain, TIME).decide(check(action, resource, TIME), new Scratch());
    }

    private static Check check(String action, String resource, long now) {
        return new Check(Check.DEFAULT_TENANT, Principal.of("alice"), action, resource, Map.of(), Attributes.NONE, now);
    }

    private static Covenant child(Covenant parent, String constraints, SigningKey issuer, SigningKey beneficiary) {
        CovenantDraft draft = CovenantDraft.of("issuer", "beneficiary", beneficiary.publicKey(), constraints)
                .under(parent, Delegation.Relation.DELEGATES);
        return signed(draft, issuer);
    }

    private static List<String> failed(List<Covenant> chain) {
        return ChainVerifier.verify(chain, TIME).failed().stream()
                .map(Verification.Finding::name)
                .toList();
    }
}
