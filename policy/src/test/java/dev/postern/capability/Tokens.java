package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys, grants and tokens for tests; time stands at {@link #NOW}. */
final class Tokens {

    /** Seconds since the epoch. */
    static final long NOW = 1_800_000_000L;

    static final long NOW_MILLIS = NOW * 1000;
    static final SigningKey ISSUER = key(1);
    static final SigningKey HOLDER = key(2);
    static final SigningKey NEXT = key(3);
    static final SigningKey STRANGER = key(9);
    static final TrustSet TRUST =
            new TrustSet(List.of(new TrustSet.Issuer("acme", List.of(ISSUER.publicKey()), Set.of())));
    static final TokenVerifier VERIFIER = new TokenVerifier(TRUST);
    static final Terms TERMS = new Terms(Set.of("shop"), Duration.ZERO, Duration.ofMinutes(60));

    private Tokens() {}

    static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return SigningKey.ofSeed(bytes);
    }

    static Rights rights(List<String> capabilities, List<String> scopes, @Nullable String constraints) {
        return new Rights(
                capabilities.stream().map(ActionPattern::new).toList(),
                scopes.stream().map(ResourcePattern::new).toList(),
                constraints == null ? null : Constraints.parse(constraints));
    }

    static Rights rights(String capability, String scope) {
        return rights(List.of(capability), List.of(scope), null);
    }

    /** What agent-7 may do: read and write below /docs, for ten minutes, held by {@link #HOLDER}. */
    static Change grant() {
        return new Change(new Grant(
                "t-1",
                "default",
                "agent-7",
                "acme",
                List.of("shop"),
                new Lifetime(NOW, NOW, NOW + 600),
                rights("file.*", "/docs/**"),
                Possession.heldBy(HOLDER.publicKey()),
                null,
                Map.of()));
    }

    static Token token() {
        return Token.issue(grant().done(), ISSUER);
    }

    /** What {@link #HOLDER} passes on of {@link #token}: to read one document. */
    static Token narrowed() {
        return attenuated(
                token(),
                new Attenuation.Narrower(
                        "t-2",
                        List.of("shop"),
                        new Lifetime(NOW, NOW, NOW + 60),
                        rights("file.read", "/docs/42"),
                        Possession.BEARER),
                HOLDER);
    }

    static Token attenuated(Token token, Attenuation.Narrower narrower, SigningKey holder) {
        Attenuation.Result result = Attenuation.attenuate(token, narrower, holder);
        if (result instanceof Attenuation.Result.Refused refused) {
            throw new AssertionError(refused.refusal());
        }
        return ((Attenuation.Result.Attenuated) result).token();
    }

    static VerifiedToken verified(Token token) {
        Verification verification = VERIFIER.verify(token);
        if (verification instanceof Verification.Refused refused) {
            throw new AssertionError(refused.refusal());
        }
        return ((Verification.Verified) verification).token();
    }

    static Check check(String action, String resource, Map<String, Value> context) {
        return new Check("default", Principal.of("agent-7"), action, resource, context, Attributes.NONE, NOW_MILLIS);
    }

    static Check check(String action, String resource) {
        return check(action, resource, Map.of());
    }

    /** A grant being changed. */
    record Change(Grant done) {
        Change id(String id) {
            return of(id, done.tenant(), done.subject(), done.issuer(), done.audience());
        }

        Change tenant(String tenant) {
            return of(done.tokenId(), tenant, done.subject(), done.issuer(), done.audience());
        }

        Change subject(String subject) {
            return of(done.tokenId(), done.tenant(), subject, done.issuer(), done.audience());
        }

        Change issuer(String issuer) {
            return of(done.tokenId(), done.tenant(), done.subject(), issuer, done.audience());
        }

        Change audience(String... audience) {
            return of(done.tokenId(), done.tenant(), done.subject(), done.issuer(), List.of(audience));
        }

        Change lifetime(long issuedAt, long notBefore, long expiresAt) {
            return of(new Lifetime(issuedAt, notBefore, expiresAt), done.rights(), done.possession(), done.parent());
        }

        Change rights(Rights rights) {
            return of(done.lifetime(), rights, done.possession(), done.parent());
        }

        Change possession(Possession possession) {
            return of(done.lifetime(), done.rights(), possession, done.parent());
        }

        Change parent(@Nullable ContentDigest parent) {
            return of(done.lifetime(), done.rights(), done.possession(), parent);
        }

        Change claims(Map<String, Json> claims) {
            return new Change(new Grant(
                    done.tokenId(),
                    done.tenant(),
                    done.subject(),
                    done.issuer(),
                    done.audience(),
                    done.lifetime(),
                    done.rights(),
                    done.possession(),
                    done.parent(),
                    claims));
        }

        private Change of(String id, String tenant, String subject, String issuer, List<String> audience) {
            return new Change(new Grant(
                    id,
                    tenant,
                    subject,
                    issuer,
                    audience,
                    done.lifetime(),
                    done.rights(),
                    done.possession(),
                    done.parent(),
                    done.claims()));
        }

        private Change of(Lifetime lifetime, Rights rights, Possession possession, @Nullable ContentDigest parent) {
            return new Change(new Grant(
                    done.tokenId(),
                    done.tenant(),
                    done.subject(),
                    done.issuer(),
                    done.audience(),
                    lifetime,
                    rights,
                    possession,
                    parent,
                    done.claims()));
        }
    }

    static void assertRefused(Verification verification, Reason reason, int link) {
        assertThat(verification).isInstanceOf(Verification.Refused.class);
        assertRefused(((Verification.Refused) verification).refusal(), reason, link);
    }

    static void assertRefused(@Nullable Refusal refusal, Reason reason, int link) {
        assertThat(refusal)
                .isNotNull()
                .extracting(Refusal::reason, Refusal::link)
                .containsExactly(reason, link);
    }
}
