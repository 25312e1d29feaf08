package dev.postern.covenant;

import dev.postern.crypto.EcmaBytes;
import dev.postern.crypto.Hex;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.SigningKey;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Signs covenants. What it hands out passes every check of {@link CovenantVerifier} that does not depend on the time; a
 * draft of which no such document can be made is refused. Thread-safe.
 */
public final class CovenantSigner {

    private static final int NONCE_BYTES = 32;

    /** Milliseconds always: the form the documents of the source system have. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The checks that a document just signed may fail; signing itself sees to the others. */
    private static final Set<CovenantCheck> DEPENDING_ON_DRAFT = EnumSet.complementOf(EnumSet.of(
            CovenantCheck.ID_MATCH,
            CovenantCheck.SIGNATURE_VALID,
            CovenantCheck.COUNTERSIGNATURES,
            CovenantCheck.NONCE_PRESENT,
            CovenantCheck.ACTIVE));

    private CovenantSigner() {}

    /**
     * Signs {@code draft} with the issuer's key.
     *
     * @param random for the nonce; cryptographically secure but in tests
     */
    public static CovenantResult sign(CovenantDraft draft, SigningKey key, RandomGenerator random, Instant now) {
        return sign(draft, key, nonce(random), TIME.format(now));
    }

    static CovenantResult sign(CovenantDraft draft, SigningKey key, String nonce, String createdAt) {
        Map<String, Json> members =
                new LinkedHashMap<>(Covenant.signed(draft.json()).members());
        if (!(members.get("issuer") instanceof JsonObject issuer)) {
            return new CovenantResult.Refused("covenant.issuer is missing or no object, expected one with an id");
        }
        members.put("version", new JsonString(Covenant.VERSION));
        members.put("issuer", withKey(issuer, key));
        members.put("nonce", new JsonString(nonce));
        members.put("createdAt", new JsonString(createdAt));
        EcmaBytes canonical = EcmaBytes.of(new JsonObject(members));
        members.put(Covenant.ID, new JsonString(canonical.digest().hex()));
        members.put(Covenant.SIGNATURE, new JsonString(key.sign(canonical).hex()));
        return refuseUnlessGood(CovenantReader.read(new JsonObject(members), canonical));
    }

    /** Signs {@code covenant} anew: another nonce, no countersignatures, made when it was first made. */
    public static CovenantResult resign(Covenant covenant, SigningKey key, RandomGenerator random) {
        return sign(new CovenantDraft(covenant.json()), key, nonce(random), covenant.createdAt());
    }

    /** Adds the signature of another party, who is {@code role}: issuer, beneficiary, auditor, operator or regulator. */
    public static CovenantResult countersign(Covenant covenant, SigningKey key, String role, Instant now) {
        JsonObject signature = JsonObject.builder()
                .put("signerPublicKey", key.publicKey().hex())
                .put("signerRole", role)
                .put("signature", key.sign(covenant.canonical()).hex())
                .put("timestamp", TIME.format(now))
                .build();
        List<Json> all = new ArrayList<>();
        if (covenant.json().get(Covenant.COUNTERSIGNATURES) instanceof JsonArray before) {
            all.addAll(before.items());
        }
        all.add(signature);
        Map<String, Json> members = new LinkedHashMap<>(covenant.json().members());
        members.put(Covenant.COUNTERSIGNATURES, new JsonArray(all));
        return CovenantReader.read(new JsonObject(members));
    }

    private static String nonce(RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Hex.print(nonce);
    }

    private static JsonObject withKey(JsonObject issuer, SigningKey key) {
        Map<String, Json> members = new LinkedHashMap<>(issuer.members());
        members.put("publicKey", new JsonString(key.publicKey().hex()));
        members.put("role", new JsonString("issuer"));
        return new JsonObject(members);
    }

    /** Time apart: a covenant may be signed before it begins, and an ended one is no use to anybody. */
    private static CovenantResult refuseUnlessGood(CovenantResult made) {
        if (!(made instanceof CovenantResult.Read read)) {
            return made;
        }
        String problem = times(read.covenant());
        for (CovenantCheck check : DEPENDING_ON_DRAFT) {
            problem = problem.isEmpty() ? CovenantVerifier.problem(check, read.covenant(), 0) : problem;
        }
        return problem.isEmpty() ? made : new CovenantResult.Refused(problem);
    }

    private static String times(Covenant covenant) {
        for (String time : new String[] {covenant.createdAt(), covenant.activatesAt(), covenant.expiresAt()}) {
            if (time != null && CovenantTime.millis(time) == null) {
                return "'" + time + "' is no time, expected ISO 8601 such as 2026-01-01T00:00:00.000Z";
            }
        }
        return "";
    }
}
