package dev.postern.capability;

import static dev.postern.capability.Tokens.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Reason;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When, for whom and where a verified token stands. */
class TokenTermsTest {

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
}
