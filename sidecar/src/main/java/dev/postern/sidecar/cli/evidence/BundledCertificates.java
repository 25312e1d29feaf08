package dev.postern.sidecar.cli.evidence;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.egress.CertificateCheck;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Verification;
import dev.postern.evidence.session.Artefact;
import dev.postern.evidence.session.ArtefactKind;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The egress certificates of a bundle: each must be named by a receipt beside it, so that the log vouches for what it says,
 * and signed by one of the keys where keys are given.
 */
final class BundledCertificates {

    private final List<PublicKey> keys;

    /** Whose signatures count; any where {@code keys} is empty. */
    BundledCertificates(List<PublicKey> keys) {
        this.keys = keys;
    }

    /** What the certificates among {@code artefacts} show, the receipts among them being proved. */
    Verification verify(List<Artefact> artefacts) {
        Set<String> named = new HashSet<>();
        for (Artefact artefact : artefacts) {
            if (artefact.kind() == ArtefactKind.RECEIPT) {
                named.addAll(named(bytes(artefact)));
            }
        }
        for (Artefact artefact : artefacts) {
            if (artefact.kind() == ArtefactKind.EGRESS_CERTIFICATE) {
                Verification found = verify(bytes(artefact), named);
                if (!found.isVerified()) {
                    return found;
                }
            }
        }
        return Verification.verified();
    }

    private Verification verify(byte[] envelope, Set<String> named) {
        if (!(Dsse.parse(envelope, JsonLimits.STRICT.withMaxBytes(envelope.length))
                instanceof Dsse.Result.Parsed dsse)) {
            return Verification.refuted(EvidenceFault.MALFORMED, "an egress certificate that is no envelope");
        }
        ContentDigest digest = Sha256.of(dsse.envelope().payload());
        if (!named.contains(digest.toString())) {
            return Verification.refuted(
                    EvidenceFault.MALFORMED, "no receipt beside it names the egress certificate " + digest);
        }
        return keys.isEmpty() || CertificateCheck.of(envelope, keys, null) instanceof CertificateCheck.Valid
                ? Verification.verified()
                : Verification.refuted(
                        EvidenceFault.KEY_UNKNOWN, "none of the keys signed the egress certificate " + digest);
    }

    private static List<String> named(byte[] receipt) {
        return JsonParser.parse(receipt, JsonLimits.STRICT).valueOrNull() instanceof JsonObject leaf
                        && leaf.get("egress") instanceof JsonArray digests
                ? digests.items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(digest -> ((JsonString) digest).value())
                        .toList()
                : List.of();
    }

    private static byte[] bytes(Artefact artefact) {
        return Objects.requireNonNull(artefact.content()).toByteArray();
    }
}
