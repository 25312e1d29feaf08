package dev.postern.covenant;

import static dev.postern.covenant.CovenantCheck.ACTIVE;
import static dev.postern.covenant.CovenantCheck.CCL_PARSES;
import static dev.postern.covenant.CovenantCheck.CHAIN_DEPTH;
import static dev.postern.covenant.CovenantCheck.DOCUMENT_SIZE;
import static dev.postern.covenant.CovenantCheck.ENFORCEMENT_VALID;
import static dev.postern.covenant.CovenantCheck.ID_MATCH;
import static dev.postern.covenant.CovenantCheck.NONCE_PRESENT;
import static dev.postern.covenant.CovenantCheck.NOT_EXPIRED;
import static dev.postern.covenant.CovenantCheck.PROOF_VALID;
import static dev.postern.covenant.CovenantCheck.SIGNATURE_VALID;

import dev.postern.ccl.Document;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import dev.postern.crypto.EcmaBytes;
import dev.postern.crypto.Hex;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs the eleven checks of a document; all of them, whatever the first ones say. Whether the issuer is one to be
 * trusted is the caller's question. Thread-safe.
 */
public final class CovenantVerifier {

    /** A bound on what parsing costs; a document that says more is refused by {@code document_size} anyway. */
    static final ParseLimits CCL_LIMITS = new ParseLimits(Covenant.MAX_BYTES, Covenant.MAX_STATEMENTS, 64, 64 * 1024);

    private static final Set<String> ENFORCEMENTS = Set.of("capability", "monitor", "audit", "bond", "composite");
    private static final Set<String> PROOFS =
            Set.of("tee", "capability_manifest", "audit_log", "bond_reference", "zkp", "composite");
    private static final int NONCE_DIGITS = 64;

    private CovenantVerifier() {}

    /** Checks {@code covenant} as of {@code nowMillis} since the epoch. */
    public static Verification verify(Covenant covenant, long nowMillis) {
        List<Verification.Finding> findings = new ArrayList<>(CovenantCheck.values().length);
        for (CovenantCheck check : CovenantCheck.values()) {
            findings.add(new Verification.Finding(check.label(), problem(check, covenant, nowMillis)));
        }
        return new Verification(findings, warnings(covenant));
    }

    /** The statements of {@code covenant}, or null when its constraints are no CCL within the bounds. */
    public static @Nullable Document constraints(Covenant covenant) {
        return parsed(covenant) instanceof ParseResult.Parsed parsed ? parsed.document() : null;
    }

    /** What one check finds wrong; empty when it passes. */
    static String problem(CovenantCheck check, Covenant covenant, long nowMillis) {
        return switch (check) {
            case ID_MATCH ->
                when(
                        covenant.id().equals(covenant.canonical().digest().hex()),
                        "id is not the SHA-256 of the document's canonical bytes");
            case SIGNATURE_VALID ->
                when(
                        isSigned(covenant.canonical(), covenant.issuer().publicKey(), covenant.signature()),
                        "signature is not the issuer's over the document's canonical bytes");
            case NOT_EXPIRED ->
                isBefore(nowMillis, covenant.expiresAt(), true)
                        ? ""
                        : "expiresAt " + covenant.expiresAt() + " is past or no time, expected one to come";
            case ACTIVE ->
                isBefore(nowMillis, covenant.activatesAt(), false)
                        ? "activatesAt " + covenant.activatesAt() + " is yet to come or no time, expected one past"
                        : "";
            case CCL_PARSES -> unparsed(covenant);
            case ENFORCEMENT_VALID -> unknownType(covenant.json(), "enforcement", ENFORCEMENTS);
            case PROOF_VALID -> unknownType(covenant.json(), "proof", PROOFS);
            case CHAIN_DEPTH -> depth(covenant.chain());
            case DOCUMENT_SIZE ->
                when(
                        covenant.size() <= Covenant.MAX_BYTES,
                        "the document has more than " + Covenant.MAX_BYTES + " bytes");
            case COUNTERSIGNATURES -> countersignatures(covenant);
            case NONCE_PRESENT ->
                when(isNonce(covenant.nonce()), "nonce is not " + NONCE_DIGITS + " hexadecimal digits");
        };
    }

    private static String when(boolean passed, String problem) {
        return passed ? "" : problem;
    }

    static boolean isSigned(EcmaBytes canonical, String publicKey, String signature) {
        PublicKey key = PublicKey.parseHex(publicKey.toLowerCase(Locale.ROOT));
        Signature made = Signature.parseHex(signature.toLowerCase(Locale.ROOT));
        return key != null && made != null && key.verify(canonical, made);
    }

    /** Whether {@code now} is before {@code time}; for an absent time what {@code absent} says. Doubt fails the check. */
    private static boolean isBefore(long now, @Nullable String time, boolean absent) {
        if (time == null) {
            return absent;
        }
        Long millis = CovenantTime.millis(time);
        return millis == null ? !absent : now < millis;
    }

    private static String unparsed(Covenant covenant) {
        return parsed(covenant) instanceof ParseResult.Refused refused
                ? refused.diagnostics().get(0).toString()
                : "";
    }

    private static ParseResult parsed(Covenant covenant) {
        return Parser.parse("constraints", covenant.constraints(), CCL_LIMITS);
    }

    private static String unknownType(JsonObject document, String member, Set<String> known) {
        Json value = document.get(member);
        boolean passed = value == null
                || (value instanceof JsonObject object
                        && object.get("type") instanceof JsonString type
                        && known.contains(type.value()));
        return passed ? "" : member + ".type is unknown, expected one of " + String.join(", ", new TreeSet<>(known));
    }

    private static String depth(@Nullable Delegation chain) {
        boolean passed = chain == null || (chain.depth() >= 1 && chain.depth() <= Covenant.MAX_DEPTH);
        return when(passed, "chain.depth is out of range, expected 1 to " + Covenant.MAX_DEPTH);
    }

    private static String countersignatures(Covenant covenant) {
        int index = 0;
        for (Countersignature by : covenant.countersignatures()) {
            if (!isSigned(covenant.canonical(), by.publicKey(), by.signature())) {
                return "countersignatures[" + index + "] was not made by the key it names";
            }
            index++;
        }
        return "";
    }

    private static boolean isNonce(String nonce) {
        return Hex.parse(nonce.toLowerCase(Locale.ROOT), NONCE_DIGITS / 2) != null;
    }

    private static List<String> warnings(Covenant covenant) {
        List<String> warnings = new ArrayList<>();
        if (covenant.json().get("metadata") == null) {
            warnings.add("Document has no metadata");
        }
        if (covenant.expiresAt() == null) {
            warnings.add("Document has no expiration date");
        }
        if (covenant.constraints().isBlank()) {
            warnings.add("Constraints are empty");
        }
        return warnings;
    }
}
