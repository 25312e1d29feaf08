package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.JsonLimits;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TlogProof;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.evidence.session.Artefact;
import dev.postern.evidence.session.ArtefactKind;
import dev.postern.evidence.session.BundleName;
import dev.postern.evidence.session.EvidenceBundle;
import dev.postern.sidecar.cli.console.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the bundle of a session: that it is what its name says, and that the log of the keys given holds each receipt
 * in it, which the proof behind the receipt shows, and that those receipts name each egress certificate in it.
 */
final class BundleCheck {

    static final int MOST_BYTES = 256 << 20;

    private final TrustPolicy policy;
    private final BundledCertificates certificates;

    BundleCheck(TrustPolicy policy, BundledCertificates certificates) {
        this.policy = policy;
        this.certificates = certificates;
    }

    /** What a file shows; {@code name} is what it must be called, if that is known. */
    Finding check(byte[] file, @Nullable BundleName name) {
        JsonLimits limits = JsonLimits.STRICT.withMaxBytes(MOST_BYTES);
        EvidenceBundle.Opening opening =
                name == null ? EvidenceBundle.open(file, limits) : EvidenceBundle.open(file, limits, name);
        if (opening instanceof EvidenceBundle.Opening.Refused refused) {
            return Finding.malformed(refused.message()).with("kind", "bundle");
        }
        EvidenceBundle bundle = ((EvidenceBundle.Opening.Opened) opening).bundle();
        Verification found = receipts(bundle.artefacts());
        return describe(Finding.of(found.isVerified() ? certificates.verify(bundle.artefacts()) : found), bundle);
    }

    private Verification receipts(List<Artefact> artefacts) {
        for (int i = 0; i < artefacts.size(); i++) {
            if (artefacts.get(i).kind() == ArtefactKind.RECEIPT) {
                Verification holds = i + 1 < artefacts.size()
                        ? proved(artefacts.get(i), artefacts.get(i + 1))
                        : unproved(artefacts.get(i));
                if (!holds.isVerified()) {
                    return holds;
                }
            }
        }
        return Verification.verified();
    }

    private Verification proved(Artefact receipt, Artefact next) {
        TlogProof proof = next.kind() == ArtefactKind.PROOF
                ? TlogProof.parse(new String(bytes(next), StandardCharsets.UTF_8))
                : null;
        return proof == null ? unproved(receipt) : proof.verify(MerkleHasher.leafHash(bytes(receipt)), policy);
    }

    private static Verification unproved(Artefact receipt) {
        return Verification.refuted(
                EvidenceFault.MALFORMED, "the receipt " + receipt.digest() + " is not followed by its proof");
    }

    private static byte[] bytes(Artefact artefact) {
        return Objects.requireNonNull(artefact.content()).toByteArray();
    }

    private static Finding describe(Finding finding, EvidenceBundle bundle) {
        finding.with("kind", "bundle").with("name", bundle.name().toString());
        ObjectNode counts = finding.fields().putObject("counts");
        for (ArtefactKind kind : ArtefactKind.values()) {
            counts.put(
                    kind.label(),
                    bundle.artefacts().stream()
                            .filter(artefact -> artefact.kind() == kind)
                            .count());
        }
        return finding;
    }
}
