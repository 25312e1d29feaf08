package dev.postern.capability;

import static dev.postern.capability.Tokens.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.SigningKey;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Value;
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
        assertNotBelieved(Tokens.grant().issuer("evil").done(), Tokens.ISSUER, Reason.CAP_ISSUER);
    }

    @Test
    void aKeyTheIssuerDoesNotHaveIsRefused() {
        assertNotBelieved(Tokens.grant().done(), Tokens.STRANGER, Reason.CAP_ISSUER);
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
    void anIssuersLinkThatNamesAParentIsRefused() {
        Grant orphan = Tokens.grant().parent(Tokens.token().last().digest()).done();
        assertNotBelieved(orphan, Tokens.ISSUER, Reason.CAP_CHAIN);
    }

    private static @Nullable String constraints(Rights rights) {
        Constraints constraints = rights.constraints();
        return constraints == null ? null : constraints.text();
    }

    private static void assertNotBelieved(Grant grant, SigningKey key, Reason reason) {
        assertRefused(Tokens.VERIFIER.verify(Token.issue(grant, key)), reason, 0);
    }
}
