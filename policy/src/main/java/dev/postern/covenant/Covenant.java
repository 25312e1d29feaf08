package dev.postern.covenant;

import dev.postern.crypto.EcmaBytes;
import dev.postern.crypto.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A covenant document as read: its form is right, but nothing about it is known to be true before
 * {@link CovenantVerifier} has checked it. Made by {@link CovenantReader} and {@link CovenantSigner} only. Immutable.
 *
 * @param json the document, with members unknown to this version: they are signed too
 * @param canonical what is signed: the document without {@code id}, {@code signature} and {@code countersignatures}
 * @param id 64 hexadecimal digits as claimed
 * @param constraints CCL text
 * @param chain how it was delegated, or null for a root
 * @param nonce as it stands
 * @param createdAt as it stands
 * @param expiresAt as it stands, or null when it never ends
 * @param activatesAt as it stands, or null when it is active from the start
 * @param signature the issuer's, in hexadecimal, as it stands
 * @param countersignatures in the order of the document
 */
public record Covenant(
        JsonObject json,
        EcmaBytes canonical,
        String id,
        Party issuer,
        Party beneficiary,
        String constraints,
        @Nullable Delegation chain,
        String nonce,
        String createdAt,
        @Nullable String expiresAt,
        @Nullable String activatesAt,
        String signature,
        List<Countersignature> countersignatures) {

    /** The only version there is. */
    public static final String VERSION = "1.0";

    /** Bytes of a document's compact JSON, and statements in its constraints, at most. */
    public static final int MAX_BYTES = 1 << 20;

    public static final int MAX_STATEMENTS = 1000;

    /** Covenants in a chain, at most. */
    public static final int MAX_DEPTH = 16;

    static final String ID = "id";
    static final String SIGNATURE = "signature";
    static final String COUNTERSIGNATURES = "countersignatures";

    /** The members that signing adds; a document has at least the first two. */
    private static final Set<String> UNSIGNED = Set.of(ID, SIGNATURE, COUNTERSIGNATURES);

    public Covenant {
        countersignatures = List.copyOf(countersignatures);
    }

    /** What of {@code document} is signed. */
    static EcmaBytes canonical(JsonObject document) {
        return EcmaBytes.of(signed(document));
    }

    /** The members of {@code document} that are signed. */
    static JsonObject signed(JsonObject document) {
        return document.only(name -> !UNSIGNED.contains(name));
    }

    /** Bytes of its compact JSON: a comma joins what is signed and what is not. */
    int size() {
        return canonical.size() + EcmaBytes.of(json.only(UNSIGNED::contains)).size() - 1;
    }

    /** When it was made as it says, milliseconds since the epoch; null when that is no time. */
    public @Nullable Long createdMillis() {
        return CovenantTime.millis(createdAt);
    }

    /** Compact JSON, members in their own order; reading it gives an equal covenant. */
    public String print() {
        return json.print();
    }
}
