package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.JsonString;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private final Scratch scratch = new Scratch();

    @Test
    void permitsWhatTheIssuerGranted() {
        VerifiedToken token = Tokens.verified(Tokens.token());
        assertThat(token.standing("default", Tokens.TERMS, Tokens.NOW_MILLIS)).isNull();
        assertThat(token.grants(Tokens.check("file.read", "/docs/42"), scratch)).isNull();
        assertThat(token.digests()).containsExactly(Tokens.token().last().digest());
    }

    @Test
    void everyLinkMustPermit() {
        VerifiedToken token = Tokens.verified(Tokens.narrowed());
        assertThat(token.grants(Tokens.check("file.read", "/docs/42"), scratch)).isNull();
        assertRefused(token.grants(Tokens.check("file.write", "/docs/42"), scratch), Reason.CAP_NOT_GRANTED, 1);
        assertRefused(token.grants(Tokens.check("net.dial", "/docs/42"), scratch), Reason.CAP_NOT_GRANTED, 0);
        assertRefused(token.grants(Tokens.check("file.read", "/docs/43"), scratch), Reason.CAP_NOT_GRANTED, 1);
    }

    @Test
    void constraintsMustPermitToo() {
        String constraints = "permit ** on '**' when size < 100\ndeny file.write on '/docs/locked'";
        Rights rights = Tokens.rights(List.of("file.read", "file.write"), List.of("/docs/**"), constraints);
        VerifiedToken token =
                Tokens.verified(Token.issue(Tokens.grant().rights(rights).done(), Tokens.ISSUER));
        Map<String, Value> small = Map.of("size", new Value.Int(99));
        assertThat(token.grants(Tokens.check("file.read", "/docs/a", small), scratch))
                .isNull();
        assertThat(token.grants(Tokens.check("file.read", "/docs/a", Map.of("size", new Value.Int(100))), scratch))
                .isNotNull();
        assertThat(token.grants(Tokens.check("file.read", "/docs/a"), scratch)).isNotNull();
        assertThat(token.grants(Tokens.check("file.write", "/docs/locked", small), scratch))
                .isNotNull();
        assertThat(token.grants(Tokens.check("file.read", "/etc/a", small), scratch))
                .isNotNull();
    }

    @Test
    void aLimitInATokenIsCountedForTheTokenAndAllThatIsNarrowedFromIt() {
        Rights rights = Tokens.rights(
                List.of("file.*"), List.of("/docs/**"), "permit ** on '**'\nlimit file.read 2 per 1 hour");
        Token root = Token.issue(Tokens.grant().rights(rights).done(), Tokens.ISSUER);
        Token child = Tokens.attenuated(
                root,
                new Attenuation.Narrower(
                        "t-2",
                        List.of("shop"),
                        root.last().grant().lifetime(),
                        Tokens.rights(List.of("file.read"), List.of("/docs/**"), constraints(rights)),
                        Possession.BEARER),
                Tokens.HOLDER);
        LimitCounters counters = new LimitCounters(100);
        var check = Tokens.check("file.read", "/docs/42");
        assertThat(Tokens.verified(root).admit(check, counters)).isNull();
        assertThat(Tokens.verified(child).admit(check, counters)).isNull();
        assertRefused(Tokens.verified(root).admit(check, counters), Reason.CAP_LIMIT, 0);
        assertThat(Tokens.verified(root).admit(Tokens.check("file.write", "/docs/42"), counters))
                .isNull();
    }

    @Test
    void anUnknownIssuerIsRefused() {
        assertRefused(Tokens.grant().issuer("evil").done(), Tokens.ISSUER, Reason.CAP_ISSUER);
    }

    @Test
    void aKeyTheIssuerDoesNotHaveIsRefused() {
        assertRefused(Tokens.grant().done(), Tokens.STRANGER, Reason.CAP_ISSUER);
    }

    @Test
    void anIssuerSpeaksOnlyForItsTenants() {
        TrustSet trust = new TrustSet(
                List.of(new TrustSet.Issuer("acme", List.of(Tokens.ISSUER.publicKey()), Set.of("other", "another"))));
        Verification verification = new TokenVerifier(trust).verify(Tokens.token());
        assertThat(((Verification.Refused) verification).refusal().reason()).isEqualTo(Reason.CAP_ISSUER);
    }

    @Test
    void aSecondKeyOfTheIssuerIsGoodWhileKeysRotate() {
        TrustSet trust = new TrustSet(List.of(new TrustSet.Issuer(
                "acme", List.of(Tokens.STRANGER.publicKey(), Tokens.ISSUER.publicKey()), Set.of())));
        assertThat(new TokenVerifier(trust).verify(Tokens.token())).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void aSignatureOverSomethingElseIsRefused() {
        Link genuine = Tokens.token().last();
        Link other = Token.issue(Tokens.grant().subject("root").done(), Tokens.ISSUER)
                .last();
        Link forged = new Link(other.grant(), other.payload(), genuine.keyId(), genuine.signature());
        assertRefused(Tokens.VERIFIER.verify(new Token(List.of(forged))), Reason.CAP_SIGNATURE, 0);
    }

    @Test
    void aChildWithoutItsParentIsRefused() {
        Link child = Tokens.narrowed().last();
        assertRefused(Tokens.VERIFIER.verify(new Token(List.of(child))), Reason.CAP_ISSUER, 0);
    }

    @Test
    void anIssuersLinkThatNamesAParentIsRefused() {
        Grant orphan = Tokens.grant().parent(Tokens.token().last().digest()).done();
        assertRefused(orphan, Tokens.ISSUER, Reason.CAP_CHAIN);
    }

    @Test
    void aChildOfAnotherParentIsRefused() {
        Token other = Token.issue(Tokens.grant().id("t-9").done(), Tokens.ISSUER);
        Token spliced = other.with(Tokens.narrowed().last());
        assertRefused(Tokens.VERIFIER.verify(spliced), Reason.CAP_CHAIN, 1);
    }

    @Test
    void aTokenWithoutAHolderCannotBeNarrowed() {
        Token bearer = Token.issue(Tokens.grant().possession(Possession.BEARER).done(), Tokens.ISSUER);
        Token longer = bearer.with(child(bearer, grant -> grant, Tokens.HOLDER));
        assertRefused(Tokens.VERIFIER.verify(longer), Reason.CAP_CHAIN, 1);
    }

    @Test
    void onlyTheHolderCanNarrow() {
        Token longer = Tokens.token().with(child(Tokens.token(), grant -> grant, Tokens.STRANGER));
        assertRefused(Tokens.VERIFIER.verify(longer), Reason.CAP_CHAIN, 1);
    }

    @Test
    void aChildSpeaksForTheSameSubjectAndTenantAndClaimsNothing() {
        assertChild(grant -> grant.subject("admin"), Reason.CAP_CHAIN);
        assertChild(grant -> grant.tenant("other"), Reason.CAP_CHAIN);
        assertChild(grant -> grant.claims(Map.of("role", new JsonString("admin"))), Reason.CAP_CHAIN);
        assertChild(grant -> grant.issuer("acme"), Reason.CAP_CHAIN);
    }

    @Test
    void aChildMustNotBeWider() {
        long now = Tokens.NOW;
        assertChild(grant -> grant.lifetime(now, now, now + 601), Reason.CAP_WIDENED);
        assertChild(grant -> grant.lifetime(now - 1, now, now + 600), Reason.CAP_WIDENED);
        assertChild(grant -> grant.audience("shop", "bank"), Reason.CAP_WIDENED);
        assertChild(grant -> grant.rights(Tokens.rights("**", "/docs/**")), Reason.CAP_WIDENED);
        assertChild(grant -> grant.rights(Tokens.rights("file.read", "/**")), Reason.CAP_WIDENED);
        assertChild(grant -> grant.rights(Tokens.rights("file.read.deep", "/docs/1")), Reason.CAP_WIDENED);
        assertChild(grant -> grant, null);
    }

    @Test
    void aChildKeepsConstraintsOrTightensThem() {
        Rights bounded = Tokens.rights(List.of("file.*"), List.of("/docs/**"), "permit ** on '**' when size < 100");
        Token parent = Token.issue(Tokens.grant().rights(bounded).done(), Tokens.ISSUER);
        assertChild(parent, rights(null), Reason.CAP_WIDENED);
        assertChild(parent, rights("permit ** on '**'"), Reason.CAP_WIDENED);
        assertChild(parent, rights("permit ** on '**' when size < 100 or urgent = true"), Reason.CAP_WIDENED);
        assertChild(parent, rights("permit ** on '**' when size < 100"), null);
        assertChild(parent, rights("permit file.read on '**' when size < 100 and urgent = true"), null);
    }

    @Test
    void aChildKeepsLimitsOrLowersThem() {
        String limited = "permit ** on '**'\nlimit file.read 10 per 1 hour";
        Rights bounded = Tokens.rights(List.of("file.*"), List.of("/docs/**"), limited);
        Token parent = Token.issue(Tokens.grant().rights(bounded).done(), Tokens.ISSUER);
        assertChild(parent, rights("permit ** on '**'\nlimit file.read 11 per 1 hour"), Reason.CAP_WIDENED);
        assertChild(parent, rights("permit ** on '**'\nlimit file.read 10 per 1 minute"), Reason.CAP_WIDENED);
        assertChild(parent, rights("permit ** on '**'\nlimit file.read 9 per 1 hour"), null);
    }

    @Test
    void whatDemandsProofIsNotMadeABearerToken() {
        Possession proven = new Possession(Tokens.HOLDER.publicKey(), true, null);
        Token parent = Token.issue(Tokens.grant().possession(proven).done(), Tokens.ISSUER);
        assertChild(parent, grant -> grant.possession(Possession.BEARER), Reason.CAP_WIDENED);
        assertChild(parent, grant -> grant.possession(new Possession(Tokens.NEXT.publicKey(), true, null)), null);
    }

    @Test
    void sixteenLinksAreGoodAndEvaluatedEach() {
        Token token = Tokens.token();
        SigningKey holder = Tokens.HOLDER;
        for (int i = 1; i < Token.MAX_LINKS; i++) {
            SigningKey next = Tokens.key(20 + i);
            Rights rights = i == 9
                    ? Tokens.rights("file.read", "/docs/**")
                    : token.last().grant().rights();
            token = Tokens.attenuated(
                    token,
                    new Attenuation.Narrower(
                            "t-" + i,
                            List.of("shop"),
                            token.last().grant().lifetime(),
                            rights,
                            Possession.heldBy(next.publicKey())),
                    holder);
            holder = next;
        }
        VerifiedToken verified = Tokens.verified(token);
        assertThat(verified.grants(Tokens.check("file.read", "/docs/1"), scratch))
                .isNull();
        assertRefused(verified.grants(Tokens.check("file.write", "/docs/1"), scratch), Reason.CAP_NOT_GRANTED, 9);
        var oneMore = new Attenuation.Narrower(
                "t-17",
                List.of("shop"),
                token.last().grant().lifetime(),
                token.last().grant().rights(),
                Possession.BEARER);
        assertThat(Attenuation.attenuate(token, oneMore, holder)).isInstanceOf(Attenuation.Result.Refused.class);
    }

    @Test
    void deniesWhenTokenExpiredByOneMilli() {
        VerifiedToken token = Tokens.verified(Tokens.token());
        long end = (Tokens.NOW + 600) * 1000;
        assertThat(token.standing("default", Tokens.TERMS, end - 1)).isNull();
        assertRefused(token.standing("default", Tokens.TERMS, end), Reason.CAP_EXPIRED, 0);
        Terms lenient = new Terms(Set.of("shop"), Duration.ofSeconds(5), Duration.ofMinutes(60));
        assertThat(token.standing("default", lenient, end + 4_999)).isNull();
        assertRefused(token.standing("default", lenient, end + 5_000), Reason.CAP_EXPIRED, 0);
    }

    @Test
    void deniesBeforeTheTokenCounts() {
        VerifiedToken token = Tokens.verified(Token.issue(
                Tokens.grant()
                        .lifetime(Tokens.NOW, Tokens.NOW + 10, Tokens.NOW + 20)
                        .done(),
                Tokens.ISSUER));
        long start = (Tokens.NOW + 10) * 1000;
        assertRefused(token.standing("default", Tokens.TERMS, start - 1), Reason.CAP_NOT_YET, 0);
        assertThat(token.standing("default", Tokens.TERMS, start)).isNull();
    }

    @Test
    void deniesWhatWasIssuedTooLongAgo() {
        VerifiedToken token = Tokens.verified(Token.issue(
                Tokens.grant()
                        .lifetime(Tokens.NOW, Tokens.NOW, Tokens.NOW + 100_000)
                        .done(),
                Tokens.ISSUER));
        long oldest = (Tokens.NOW + 3_600) * 1000;
        assertThat(token.standing("default", Tokens.TERMS, oldest)).isNull();
        assertRefused(token.standing("default", Tokens.TERMS, oldest + 1), Reason.CAP_TOO_OLD, 0);
    }

    @Test
    void anExpiredLinkEndsTheChain() {
        VerifiedToken token = Tokens.verified(Tokens.narrowed());
        assertRefused(token.standing("default", Tokens.TERMS, (Tokens.NOW + 60) * 1000), Reason.CAP_EXPIRED, 1);
    }

    @Test
    void deniesForAnotherTenantOrAudience() {
        VerifiedToken token = Tokens.verified(Tokens.token());
        assertRefused(token.standing("other", Tokens.TERMS, Tokens.NOW_MILLIS), Reason.CAP_TENANT, 0);
        Terms bank = new Terms(Set.of("bank"), Duration.ZERO, Duration.ofMinutes(60));
        assertRefused(token.standing("default", bank, Tokens.NOW_MILLIS), Reason.CAP_AUDIENCE, 0);
    }

    private static void assertChild(java.util.function.UnaryOperator<Tokens.Change> change, @Nullable Reason expected) {
        assertChild(Tokens.token(), change, expected);
    }

    /** Signs a child that the library would not make, and asserts what verification says of it. */
    private static void assertChild(
            Token parent, java.util.function.UnaryOperator<Tokens.Change> change, @Nullable Reason expected) {
        Verification verification = Tokens.VERIFIER.verify(parent.with(child(parent, change, Tokens.HOLDER)));
        if (expected == null) {
            assertThat(verification).isInstanceOf(Verification.Verified.class);
        } else {
            assertRefused(verification, expected, 1);
        }
    }

    private static Link child(Token parent, java.util.function.UnaryOperator<Tokens.Change> change, SigningKey key) {
        Tokens.Change same = new Tokens.Change(parent.last().grant())
                .id("t-2")
                .issuer(Grant.signer(key.publicKey().keyId()))
                .parent(parent.last().digest());
        return Link.sign(change.apply(same).done(), key);
    }

    private static java.util.function.UnaryOperator<Tokens.Change> rights(@Nullable String constraints) {
        return grant -> grant.rights(Tokens.rights(List.of("file.*"), List.of("/docs/**"), constraints));
    }

    private static @Nullable String constraints(Rights rights) {
        Constraints constraints = rights.constraints();
        return constraints == null ? null : constraints.text();
    }

    private static void assertRefused(Grant grant, SigningKey key, Reason reason) {
        assertRefused(Tokens.VERIFIER.verify(Token.issue(grant, key)), reason, 0);
    }

    private static void assertRefused(Verification verification, Reason reason, int link) {
        assertThat(verification).isInstanceOf(Verification.Refused.class);
        assertRefused(((Verification.Refused) verification).refusal(), reason, link);
    }

    private static void assertRefused(@Nullable Refusal refusal, Reason reason, int link) {
        assertThat(refusal)
                .isNotNull()
                .extracting(Refusal::reason, Refusal::link)
                .containsExactly(reason, link);
    }
}
