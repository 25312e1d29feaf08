package dev.postern.capability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import dev.postern.crypto.Mutations;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: no parser throws, what one takes it takes again as it prints it, and no change of a token holds. */
class CapabilityFuzzTest {

    private static final Token TOKEN = Tokens.narrowed();

    @Test
    void tokensAsText() {
        Mutations texts = new Mutations(TokenText.print(TOKEN).getBytes(US_ASCII));
        Seeds.fuzz(2_000, random -> {
            String text = texts.nextText(random);
            if (TokenText.parse(text) instanceof TokenResult.Read read) {
                assertThat(TokenText.print(read.token())).isEqualTo(text);
                assertHoldsOnlyUnchanged(read.token());
            }
        });
    }

    @Test
    void tokensAsBytes() {
        Mutations all = new Mutations(TokenBytes.print(TOKEN), TokenBytes.print(Tokens.token()));
        Seeds.fuzz(2_000, random -> {
            byte[] bytes = all.next(random);
            if (TokenBytes.parse(bytes) instanceof TokenResult.Read read) {
                assertThat(TokenBytes.print(read.token())).isEqualTo(bytes);
                assertHoldsOnlyUnchanged(read.token());
            }
        });
    }

    @Test
    void tokensAsJson() {
        Mutations texts = new Mutations(
                TokenJson.print(TOKEN).getBytes(UTF_8),
                TokenJson.print(Tokens.token()).getBytes(UTF_8));
        Seeds.fuzz(2_000, random -> {
            if (TokenJson.parse(texts.next(random)) instanceof TokenResult.Read read) {
                assertThat(TokenJson.parse(TokenJson.print(read.token()).getBytes(UTF_8)))
                        .isEqualTo(read);
                assertHoldsOnlyUnchanged(read.token());
            }
        });
    }

    @Test
    void payloads() {
        Grant rich = Tokens.grant()
                .rights(Tokens.rights(
                        List.of("file.*", "**"),
                        List.of("/a/**", "/b/*"),
                        "permit ** on '**' when size < 10\nlimit file.read 3 per 1 hour"))
                .done();
        Mutations payloads = new Mutations(
                GrantJson.print(rich).toByteArray(),
                GrantJson.print(TOKEN.last().grant()).toByteArray());
        Seeds.fuzz(3_000, random -> {
            if (GrantJson.parse(payloads.next(random)) instanceof GrantResult.Read read) {
                assertThat(GrantJson.parse(GrantJson.print(read.grant()).toByteArray()))
                        .isEqualTo(read);
            }
        });
    }

    @Test
    void proofs() {
        Proof proof =
                Proof.sign(Tokens.HOLDER, TOKEN.last().digest(), "a", "/b", Tokens.NOW_MILLIS, new SplittableRandom(1));
        Mutations texts = new Mutations(proof.text().getBytes(US_ASCII));
        Seeds.fuzz(2_000, random -> {
            String text = texts.nextText(random);
            Proof parsed = Proof.parse(text);
            if (parsed != null) {
                assertThat(parsed.text()).isEqualTo(text);
            }
        });
    }

    @Test
    void revocations() {
        RevocationName name = RevocationName.ofToken("t-1");
        Mutations lines = new Mutations(
                RevocationText.print(new Revocation.OfToken(name)).getBytes(US_ASCII),
                RevocationText.print(new Revocation.OfSubject(name, Tokens.NOW)).getBytes(US_ASCII),
                RevocationText.print(new Revocation.OfAll(Tokens.NOW)).getBytes(US_ASCII));
        Seeds.fuzz(2_000, random -> {
            Revocation act = RevocationText.parse(lines.nextText(random));
            if (act != null) {
                assertThat(RevocationText.parse(RevocationText.print(act))).isEqualTo(act);
            }
        });
    }

    private static void assertHoldsOnlyUnchanged(Token token) {
        boolean unchanged =
                TOKEN.links().subList(0, Math.min(2, token.links().size())).equals(token.links())
                        || Tokens.token().equals(token);
        assertThat(Tokens.VERIFIER.verify(token) instanceof Verification.Verified)
                .isEqualTo(unchanged);
    }
}
