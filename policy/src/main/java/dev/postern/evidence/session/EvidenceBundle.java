package dev.postern.evidence.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MemoryNodes;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.TreeHash;
import java.util.List;

/**
 * What a session left behind: receipts, proofs, egress certificates and the digests of tokens, in the order they were
 * gathered, under the root of the Merkle tree over them. One file holds it all and needs nothing else to be checked:
 * {@link #open} recomputes every digest and the root. A single artefact can be shown to be part of it without the rest.
 * Who vouches for it signs the {@link #manifest()}. Immutable.
 */
public final class EvidenceBundle {

    /** What a manifest says it is, and the payload type under which it is signed. */
    public static final String TYPE = "application/vnd.postern.evidence-bundle+json";

    /** The most artefacts of a bundle. */
    public static final int MAX_ARTEFACTS = 100_000;

    private final BundleName name;
    private final List<Artefact> artefacts;

    private EvidenceBundle(BundleName name, List<Artefact> artefacts) {
        this.name = name;
        this.artefacts = artefacts;
    }

    /** What came of opening a bundle. */
    public sealed interface Opening {

        record Opened(EvidenceBundle bundle) implements Opening {}

        /** It is none, or not what its name says; the message tells people why. */
        record Refused(String message) implements Opening {}
    }

    /**
     * The bundle of {@code session} out of {@code artefacts}.
     *
     * @throws IllegalArgumentException when the session's name is none, or there is no artefact, or more than
     *     {@link #MAX_ARTEFACTS}
     */
    public static EvidenceBundle gather(String session, List<Artefact> artefacts) {
        if (artefacts.isEmpty() || artefacts.size() > MAX_ARTEFACTS) {
            throw new IllegalArgumentException(artefacts.size() + " artefacts, expected 1 to " + MAX_ARTEFACTS);
        }
        List<Artefact> own = List.copyOf(artefacts);
        Frontier frontier = new Frontier();
        own.forEach(artefact -> frontier.append(leafHash(artefact)));
        return new EvidenceBundle(new BundleName(session, frontier.root()), own);
    }

    /** Opens what {@link #toJson} wrote, if it is what it says it is. */
    public static Opening open(byte[] file, JsonLimits limits) {
        return BundleReader.open(file, limits);
    }

    /** As {@link #open(byte[], JsonLimits)}, if it is the bundle called {@code expected}. */
    public static Opening open(byte[] file, JsonLimits limits, BundleName expected) {
        Opening opening = open(file, limits);
        return opening instanceof Opening.Opened opened && !opened.bundle().name.equals(expected)
                ? new Opening.Refused("the bundle is " + opened.bundle().name + ", expected " + expected)
                : opening;
    }

    public BundleName name() {
        return name;
    }

    public List<Artefact> artefacts() {
        return artefacts;
    }

    /** Type, session, root, and kind and digest of each artefact: what there is to sign. */
    public CanonicalBytes manifest() {
        List<Json> entries = artefacts.stream().<Json>map(Artefact::entry).toList();
        return CanonicalBytes.of(BundleReader.head(name)
                .put(BundleReader.ARTEFACTS, new JsonArray(entries))
                .build());
    }

    /** That the artefact at {@code index} is part of it, for whoever has the name and the artefact's leaf. */
    public InclusionProof prove(int index) {
        Frontier frontier = new Frontier();
        MemoryNodes nodes = new MemoryNodes();
        for (Artefact artefact : artefacts) {
            frontier.append(leafHash(artefact).toByteArray(), 0, nodes);
        }
        return new MerkleTree(nodes, artefacts.size()).inclusion(index, artefacts.size());
    }

    /** The whole bundle in one file of compact JSON. */
    public byte[] toJson() {
        List<Json> entries = artefacts.stream().map(BundleReader::entry).toList();
        JsonObject whole = BundleReader.head(name)
                .put(BundleReader.ARTEFACTS, new JsonArray(entries))
                .build();
        return whole.print().getBytes(UTF_8);
    }

    private static TreeHash leafHash(Artefact artefact) {
        return MerkleHasher.leafHash(artefact.leaf().toByteArray());
    }
}
