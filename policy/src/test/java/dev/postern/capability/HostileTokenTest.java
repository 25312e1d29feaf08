package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import dev.postern.policy.Reason;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HostileTokenTest {

    private static final Set<Reason> EXPECTED = EnumSet.of(
            Reason.CAP_MALFORMED,
            Reason.CAP_TOO_LARGE,
            Reason.CAP_ISSUER,
            Reason.CAP_SIGNATURE,
            Reason.CAP_CHAIN,
            Reason.CAP_WIDENED);

    @Test
    void everyFormIsReadBackAsItWasWritten() {
        Token token = Tokens.narrowed();
        assertThat(TokenText.parse(TokenText.print(token))).isEqualTo(new TokenResult.Read(token));
        assertThat(TokenBytes.parse(TokenBytes.print(token))).isEqualTo(new TokenResult.Read(token));
        assertThat(TokenJson.parse(TokenJson.print(token).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(new TokenResult.Read(token));
    }

    @Test
    void oneLinkTakesLessThanEightHundredCharacters() {
        assertThat(TokenText.print(Tokens.token())).hasSizeLessThan(800);
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] genuine = TokenBytes.print(Tokens.narrowed());
        for (int bit = 0; bit < Byte.SIZE * genuine.length; bit++) {
            byte[] hostile = genuine.clone();
            hostile[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(TokenBytes.parse(hostile));
        }
    }

    @Test
    void refusesEveryPrefixAndWhatGoesOn() {
        byte[] genuine = TokenBytes.print(Tokens.narrowed());
        for (int length = 0; length <= genuine.length + 1; length++) {
            if (length != genuine.length) {
                assertRefused(TokenBytes.parse(java.util.Arrays.copyOf(genuine, length)));
            }
        }
    }

    @Test
    void refusesMutatedTextWithoutFault() {
        Seeds.forEach(2_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder(TokenText.print(Tokens.narrowed()));
            String before = text.toString();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(1, 0x180));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) random.nextInt(' ', 0x7f));
                }
            }
            if (!text.toString().equals(before)) {
                assertRefused(TokenText.parse(text.toString()));
            }
        });
    }

    private static void assertRefused(TokenResult hostile) {
        Verification verification = Tokens.VERIFIER.verify(hostile);
        assertThat(verification).isInstanceOf(Verification.Refused.class);
        assertThat(((Verification.Refused) verification).refusal().reason()).isIn(EXPECTED);
    }
}
