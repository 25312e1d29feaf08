package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantDraft;
import dev.postern.covenant.CovenantReader;
import dev.postern.covenant.CovenantResult;
import dev.postern.covenant.CovenantSigner;
import dev.postern.covenant.Delegation;
import dev.postern.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Covenants for tests. */
final class Covenants {

    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

    private final SplittableRandom random;

    Covenants(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Covenant of(String issuer, String beneficiary, Instant made, String... tags) {
        return sign(draft(issuer, beneficiary, "permit read on '/data/**'\n", tags), made);
    }

    Covenant blank() {
        byte[] text = of("ops", "agent", FIRST)
                .print()
                .replace("permit read on '/data/**'", " ")
                .getBytes(StandardCharsets.UTF_8);
        if (CovenantReader.read(text) instanceof CovenantResult.Read read
                && read.covenant().constraints().isBlank()) {
            return read.covenant();
        }
        throw new AssertionError("not blank");
    }

    Covenant under(Covenant parent) {
        return sign(
                draft("agent", "helper", "permit read on '/data/x'\n").under(parent, Delegation.Relation.DELEGATES),
                FIRST);
    }

    private static CovenantDraft draft(String issuer, String beneficiary, String constraints, String... tags) {
        CovenantDraft draft = CovenantDraft.of(issuer, beneficiary, KEY.publicKey(), constraints);
        return tags.length == 0 ? draft : draft.named("named", List.of(tags));
    }

    private Covenant sign(CovenantDraft draft, Instant made) {
        if (CovenantSigner.sign(draft, KEY, random, made) instanceof CovenantResult.Read read) {
            return read.covenant();
        }
        throw new AssertionError(draft);
    }
}
