package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    /** RFC 8410, section 10. */
    private static final String PRIVATE_PEM = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC_PEM = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

    private final SigningKey key = SigningKey.generate(new SplittableRandom(1));

    @Test
    void readsTheKeysOfTheStandard() {
        byte[] seed = KeyEncoding.parsePrivate(PRIVATE_PEM.getBytes(US_ASCII));
        assertThat(seed)
                .isEqualTo(HexFormat.of().parseHex("d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842"));
        assertThat(SigningKey.ofSeed(Objects.requireNonNull(seed)).publicKey())
                .isEqualTo(KeyEncoding.parsePublic(PUBLIC_PEM.getBytes(US_ASCII)));
        assertThat(KeyEncoding.printPrivatePem(seed)).asString().isEqualTo(PRIVATE_PEM);
    }

    @Test
    void readsBackWhatItPrints() {
        PublicKey publicKey = key.publicKey();
        assertThat(KeyEncoding.parsePublic(KeyEncoding.printPublicPem(publicKey)))
                .isEqualTo(publicKey);
        assertThat(KeyEncoding.parsePublic(publicKey.toByteArray())).isEqualTo(publicKey);
        assertThat(PublicKey.parseHex(publicKey.hex())).isEqualTo(publicKey);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVg=\n"
                        + "-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                        + "-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                        + "-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----"
            })
    void refusesWhatIsNoKey(String file) {
        assertThat(KeyEncoding.parsePrivate(file.getBytes(US_ASCII))).isNull();
        assertThat(KeyEncoding.parsePublic(file.getBytes(US_ASCII))).isNull();
    }

    @Test
    void namesAKeyByTheStartOfItsDigest() {
        String digest = Sha256.of(key.publicKey().toByteArray()).hex();
        assertThat(key.publicKey().keyId()).hasSize(32).isEqualTo(digest.substring(0, 32));
    }

    @Test
    void aDestroyedKeySignsNoMore() {
        Signable message = PreAuthEncoding.of("t", new byte[0]);
        assertThat(key.publicKey().verify(message, key.sign(message))).isTrue();
        key.destroy();
        key.destroy();
        assertThatThrownBy(() -> key.sign(message)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itsTextTellsNothingOfItsSecret() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 0x5a);
        assertThat(SigningKey.ofSeed(seed).toString()).startsWith("SigningKey[").doesNotContain("5a5a");
        assertThat(PreAuthEncoding.of("t", "secret".getBytes(US_ASCII)).toString())
                .doesNotContain("secret");
    }

    @Test
    void callersBytesAreCopied() {
        byte[] seed = new byte[32];
        SigningKey own = SigningKey.ofSeed(seed);
        Signable message = PreAuthEncoding.of("t", new byte[0]);
        Signature before = own.sign(message);
        Arrays.fill(seed, (byte) 1);
        own.publicKey().toByteArray()[0]++;
        before.toByteArray()[0]++;
        assertThat(own.sign(message)).isEqualTo(before);
        assertThat(own.publicKey().verify(message, before)).isTrue();
    }
}
