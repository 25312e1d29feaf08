package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: no parser throws, and what one takes it takes again as it prints it. */
class CryptoFuzzTest {

    private static final SigningKey KEY = SigningKey.generate(new SplittableRandom(5));
    private static final byte[] SEED = new byte[SigningKey.SEED_BYTES];

    @Test
    void json() {
        Mutations texts = new Mutations(
                "{\"a\":[1,-2,\"x\\n\\ud83d\\ude00é\",true,null,{}],\"b\":18446744073709551615,\"t\":\"2024-01-15T10:30:00+05:00\"}"
                        .getBytes(UTF_8),
                "[[[[]]],0.5,1e-7,\"\"]".getBytes(UTF_8));
        Seeds.fuzz(3_000, random -> {
            byte[] text = texts.next(random);
            assertSettled(text, JsonLimits.STRICT.withDecimals(), Json::print);
            assertSettled(text, JsonLimits.STRICT.withDecimals(), value -> utf8(EcmaBytes.of(value)));
            assertSettled(text, JsonLimits.STRICT, value -> utf8(CanonicalBytes.of(value)));
        });
    }

    /** What is printed is read and printed the same again. */
    private static void assertSettled(byte[] text, JsonLimits limits, Function<Json, String> print) {
        Json value = JsonParser.parse(text, limits).valueOrNull();
        if (value != null) {
            String printed = print.apply(value);
            Json again = JsonParser.parse(printed, limits).valueOrNull();
            assertThat(print.apply(Objects.requireNonNull(again))).isEqualTo(printed);
        }
    }

    private static String utf8(Signable bytes) {
        return new String(bytes.toByteArray(), UTF_8);
    }

    @Test
    void envelopes() {
        Dsse genuine = Dsse.sign("text/plain", "hello".getBytes(UTF_8), KEY);
        Mutations texts = new Mutations(
                genuine.toJson(), Dsse.sign("t", new byte[0], KEY, KEY).toJson());
        Seeds.fuzz(2_000, random -> {
            if (Dsse.parse(texts.next(random), JsonLimits.STRICT) instanceof Dsse.Result.Parsed parsed) {
                byte[] printed = parsed.envelope().toJson();
                Dsse.Result again = Dsse.parse(printed, JsonLimits.STRICT);
                assertThat(((Dsse.Result.Parsed) again).envelope().toJson()).isEqualTo(printed);
            }
        });
    }

    @Test
    void privateKeyFiles() {
        Mutations files = new Mutations(KeyEncoding.printPrivatePem(SEED), SEED);
        Seeds.fuzz(2_000, random -> {
            byte[] seed = KeyEncoding.parsePrivate(files.next(random));
            if (seed != null) {
                assertThat(KeyEncoding.parsePrivate(KeyEncoding.printPrivatePem(seed)))
                        .isEqualTo(seed);
            }
        });
    }

    @Test
    void publicKeyFiles() {
        Mutations files = new Mutations(
                KeyEncoding.printPublicPem(KEY.publicKey()), KEY.publicKey().toByteArray());
        Seeds.fuzz(2_000, random -> {
            PublicKey key = KeyEncoding.parsePublic(files.next(random));
            if (key != null) {
                assertThat(KeyEncoding.parsePublic(KeyEncoding.printPublicPem(key)))
                        .isEqualTo(key);
            }
        });
    }
}
