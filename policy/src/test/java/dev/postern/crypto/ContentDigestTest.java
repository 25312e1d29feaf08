package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final ContentDigest abc = Sha256.of("abc".getBytes(UTF_8));

    @Test
    void isTheDigestOfTheStandard() {
        assertThat(abc.hex()).isEqualTo(ABC);
        assertThat(abc).hasToString("sha256:" + ABC);
        assertThat(Sha256.of("xabcx".getBytes(UTF_8), 1, 3)).isEqualTo(abc);
        assertThat(new Sha256()
                        .update((byte) 'a')
                        .update("xbc".getBytes(UTF_8), 1, 2)
                        .digest())
                .isEqualTo(abc);
    }

    @Test
    void aReusedHashStartsAnew() {
        Sha256 sha256 = new Sha256();
        byte[] out = new byte[40];
        for (int i = 0; i < 2; i++) {
            sha256.update("abc".getBytes(UTF_8)).digestInto(out, 5);
            assertThat(ContentDigest.read(out, 5)).isEqualTo(abc);
        }
        assertThatThrownBy(() -> sha256.digestInto(out, 9)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void readsBackWhatItPrints() {
        assertThat(ContentDigest.parse(abc.toString())).isEqualTo(abc).hasSameHashCodeAs(abc);
        assertThat(ContentDigest.ofHash(abc.toByteArray())).isEqualTo(abc);
    }

    @Test
    void differsInEveryByte() {
        for (int i = 0; i < ContentDigest.BYTES; i++) {
            byte[] other = abc.toByteArray();
            other[i] ^= 1;
            assertThat(ContentDigest.ofHash(other)).isNotEqualTo(abc);
        }
    }

    @Test
    void ordersAsItsBytes() {
        byte[] high = abc.toByteArray();
        high[0] = (byte) 0xff;
        byte[] last = abc.toByteArray();
        last[31]++;
        for (byte[] other : new byte[][] {high, last, new byte[32]}) {
            assertThat(Integer.signum(abc.compareTo(ContentDigest.ofHash(other))))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(abc.toByteArray(), other)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", ABC, "SHA256:" + ABC, "sha256:" + ABC + "0", "sha512:" + ABC, "sha256:zz"})
    void refusesOtherTexts(String text) {
        assertThat(ContentDigest.parse(text)).isNull();
    }

    @Test
    void refusesUpperCase() {
        assertThat(ContentDigest.parseHex(ABC.replace('b', 'B'))).isNull();
    }

    /** The value is that of another implementation, Python's hmac. */
    @Test
    void aCommitmentIsTheHmacUnderItsSalt() {
        byte[] salt = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        Commitment commitment = Commitment.of(salt, "abc".getBytes(UTF_8));
        assertThat(commitment.digest().hex())
                .isEqualTo("d601cc177559b0248459787f7e804ed7f27689b5995c59b661802d9682fdf8d2");
        assertThat(commitment.opens(salt, "abc".getBytes(UTF_8))).isTrue();
        assertThat(commitment.opens(salt, "abd".getBytes(UTF_8))).isFalse();
        salt[15]++;
        assertThat(commitment.opens(salt, "abc".getBytes(UTF_8))).isFalse();
        assertThatThrownBy(() -> Commitment.of(new byte[15], new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void base64HasOneTextForEveryByteString() {
        assertThat(Objects.requireNonNull(Base64Text.parse("YQ=="))).isEqualTo("a".getBytes(UTF_8));
        for (String text : new String[] {"YQ", "YQ=", "YR==", "YQ== ", "Y Q==", "_-__", "YQ==YQ=="}) {
            assertThat(Base64Text.parse(text)).as(text).isNull();
        }
        assertThat(Objects.requireNonNull(Base64Text.parseUrl("-_8"))).isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
        for (String text : new String[] {"-_8=", "-_9", "+/8", "-"}) {
            assertThat(Base64Text.parseUrl(text)).as(text).isNull();
        }
    }

    @Test
    void aNoteEndsInANewlineAndHasNoOtherControlCharacter() {
        assertThat(NoteText.of("a\nb \u00e9\n").text()).isEqualTo("a\nb \u00e9\n");
        for (String text : new String[] {"", "a", "a\r\n", "a\t\n", "\ud800\n", "a\u0000\n"}) {
            assertThat(NoteText.isNote(text)).isFalse();
            assertThatThrownBy(() -> NoteText.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
