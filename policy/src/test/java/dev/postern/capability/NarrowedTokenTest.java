package dev.postern.capability;

import static dev.postern.capability.Tokens.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.JsonString;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of tokens that were narrowed by their holders, and of links that only look so. */
class NarrowedTokenTest {

    private final Scratch scratch = new Scratch();

    @Test
    void everyLinkMustPermit() {
        VerifiedToken token = Tokens.verified(Tokens.narrowed());
        assertThat(token.grants(Tokens.check("file.read", "/docs/42"), scratch)).isNull();
        assertRefused(token.grants(Tokens.check("file.write", "/docs/42"), scratch), Reason.CAP_NOT_GRANTED, 1);
        assertRefused(token.grants(Tokens.check("net.dial", "/docs/42"), scratch), Reason.CAP_NOT_GRANTED, 0);
        assertRefused(token.grants(Tokens.check("file.read", "/docs/43"), scratch), Reason.CAP_NOT_GRANTED, 1);
    }

    @Test
    void aChildWithoutItsParentIsRefused() {
        Link child = Tokens.narrowed().last();
        assertRefused(Tokens.VERIFIER.verify(new Token(List.of(child))), Reason.CAP_ISSUER, 0);
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

    private static void assertChild(UnaryOperator<Tokens.Change> change, @Nullable Reason expected) {
        assertChild(Tokens.token(), change, expected);
    }

    /** Signs a child that the library would not make, and asserts what verification says of it. */
    private static void assertChild(Token parent, UnaryOperator<Tokens.Change> change, @Nullable Reason expected) {
        Verification verification = Tokens.VERIFIER.verify(parent.with(child(parent, change, Tokens.HOLDER)));
        if (expected == null) {
            assertThat(verification).isInstanceOf(Verification.Verified.class);
        } else {
            assertRefused(verification, expected, 1);
        }
    }

    private static Link child(Token parent, UnaryOperator<Tokens.Change> change, SigningKey key) {
        Tokens.Change same = new Tokens.Change(parent.last().grant())
                .id("t-2")
                .issuer(Grant.signer(key.publicKey().keyId()))
                .parent(parent.last().digest());
        return Link.sign(change.apply(same).done(), key);
    }

    private static UnaryOperator<Tokens.Change> rights(@Nullable String constraints) {
        return grant -> grant.rights(Tokens.rights(List.of("file.*"), List.of("/docs/**"), constraints));
    }
}
