package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.ccl.Seeds;
import dev.postern.crypto.NaiveEd25519.Point;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which signatures hold. The profile is documented at {@link Ed25519Rules}; these tests pin it. */
class Ed25519Test {

    private static final HexFormat HEX = HexFormat.of();
    /** What makes a case of the vectors one to be refused; components of small order do not. */
    private static final Set<String> REFUSED =
            Set.of("low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R");

    /** RFC 8032, section 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAsTheStandardDoes(String seed, String publicKey, String message, String signature) {
        byte[] secret = HEX.parseHex(seed);
        byte[] raw = Ed25519.BOUNCY_CASTLE.publicKey(secret);
        assertThat(Hex.print(raw)).isEqualTo(publicKey);
        byte[] made = Ed25519.BOUNCY_CASTLE.sign(secret, raw, HEX.parseHex(message));
        assertThat(Hex.print(made)).isEqualTo(signature);
        assertThat(verifies(raw, HEX.parseHex(message), made)).isTrue();
        assertThat(NaiveEd25519.verify(raw, HEX.parseHex(message), made)).isTrue();
    }

    /** 914 signatures over points of small order, mixed order and odd encodings, all of which the equation accepts. */
    @Test
    void refusesOfTheEdgeCasesOfCctvThoseOfSmallOrderOrNotCanonical() throws IOException {
        JsonNode vectors = cctv();
        int accepted = 0;
        for (JsonNode vector : vectors) {
            byte[] key = HEX.parseHex(vector.get("key").textValue());
            byte[] signature = HEX.parseHex(vector.get("sig").textValue());
            boolean expected = StreamSupport.stream(vector.get("flags").spliterator(), false)
                    .noneMatch(flag -> REFUSED.contains(flag.textValue()));
            assertThat(verifies(key, vector.get("msg").textValue().getBytes(UTF_8), signature))
                    .as(vector.toString())
                    .isEqualTo(expected);
            accepted += expected ? 1 : 0;
        }
        assertThat(vectors).hasSize(914);
        assertThat(accepted).isEqualTo(106);
    }

    @Test
    void refusesEveryKeyOfSmallOrder() {
        for (Point torsion : torsion()) {
            assertThat(PublicKey.of(torsion.encode())).isNull();
        }
    }

    /** Whether the components of R and of the key cancel or not must make no difference from one message to the next. */
    @Test
    void acceptsWhatTheKeysOwnerMixesIntoKeyOrCommitmentAlways() {
        SplittableRandom random = new SplittableRandom(7);
        List<Point> torsion = torsion();
        for (int round = 0; round < 16; round++) {
            BigInteger secret = new BigInteger(250, new Random(random.nextLong()));
            BigInteger nonce = new BigInteger(250, new Random(random.nextLong()));
            byte[] key =
                    NaiveEd25519.BASE.times(secret).plus(torsion.get(round / 2)).encode();
            byte[] message = {(byte) round};
            byte[] r =
                    NaiveEd25519.BASE.times(nonce).plus(torsion.get(round % 8)).encode();
            BigInteger s = nonce.add(NaiveEd25519.challenge(r, key, message).multiply(secret))
                    .mod(NaiveEd25519.L);
            assertThat(verifies(key, message, signature(r, s))).isTrue();
            assertThat(verifies(key, message, signature(r, s.xor(BigInteger.ONE))))
                    .isFalse();
        }
    }

    @Test
    void refusesEveryCommitmentOfSmallOrder() {
        BigInteger secret = BigInteger.valueOf(12345);
        byte[] key = NaiveEd25519.BASE.times(secret).encode();
        byte[] message = {1};
        for (Point torsion : torsion()) {
            byte[] r = torsion.encode();
            BigInteger s =
                    NaiveEd25519.challenge(r, key, message).multiply(secret).mod(NaiveEd25519.L);
            assertThat(verifies(key, message, signature(r, s))).isFalse();
        }
    }

    @Test
    void refusesASignatureWhoseScalarIsNotReduced() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        PreAuthEncoding message = PreAuthEncoding.of("t", new byte[] {1});
        byte[] signature = key.sign(message).toByteArray();
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
        byte[] same = signature(Arrays.copyOf(signature, 32), s.add(NaiveEd25519.L));
        assertThat(key.publicKey().verify(message, signature(signature))).isTrue();
        assertThat(key.publicKey().verify(message, signature(same))).isFalse();
    }

    @Test
    void agreesWithTheEquationsOfTheStandardOnMutatedSignatures() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 9; round++) {
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            byte[] key = Ed25519.BOUNCY_CASTLE.publicKey(seed);
            byte[] message = new byte[random.nextInt(80)];
            random.nextBytes(message);
            byte[] signature = Ed25519.BOUNCY_CASTLE.sign(seed, key, message);
            if (round % 3 > 0) {
                int bit = random.nextInt(512);
                signature[bit / 8] ^= (byte) (1 << bit % 8);
            }
            boolean expected = NaiveEd25519.verify(key, message, signature);
            assertThat(verifies(key, message, signature)).isEqualTo(expected);
            assertThat(expected).isEqualTo(round % 3 == 0);
        }
    }

    @Test
    void refusesTheSignatureOfOneKindOverAnother() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        CanonicalBytes canonical = CanonicalBytes.of(Jsons.strict("{}"));
        assertThat(key.publicKey().verify(canonical, key.sign(canonical))).isTrue();
        assertThat(key.publicKey().verify(PreAuthEncoding.of("", canonical.toByteArray()), key.sign(canonical)))
                .isFalse();
    }

    /** Half of all encodings are of no point; {@code y = 2} is one of those. */
    @Test
    void aKeyThatIsNoPointIsNoneAndClaimedVerifiesNothing() {
        String hex = "02" + "00".repeat(31);
        assertThat(NaiveEd25519.decode(HEX.parseHex(hex))).isNull();
        assertThat(PublicKey.parseHex(hex)).isNull();
        PublicKey claimed = Objects.requireNonNull(PublicKey.claimedHex(hex));
        byte[] message = {1};
        assertThat(claimed.verify(message, Ed25519.PREFERRED.sign(new byte[32], claimed.toByteArray(), message)))
                .isFalse();
    }

    @Test
    void aClaimedKeyVerifiesWhatTheKeyVerifies() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        PublicKey claimed =
                Objects.requireNonNull(PublicKey.claimedHex(key.publicKey().hex()));
        PreAuthEncoding message = PreAuthEncoding.of("t", new byte[] {1});
        assertThat(claimed).isEqualTo(key.publicKey());
        assertThat(claimed.verify(message, key.sign(message))).isTrue();
        assertThat(PublicKey.claimedHex("01" + "00".repeat(31))).isNull();
    }

    @Test
    void prefersNativeCodeWhereThereIsAny() {
        assertThat(Ed25519.PREFERRED instanceof ConscryptEd25519).isEqualTo(Conscrypt.isAvailable());
    }

    @Test
    void everyLibraryGivesTheSameVerdictOnWhatWasTamperedWith() {
        Seeds.forEach(1_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            byte[] key = Ed25519.BOUNCY_CASTLE.publicKey(secret);
            byte[] message = new byte[1 + random.nextInt(300)];
            random.nextBytes(message);
            byte[] signature = Ed25519.PREFERRED.sign(secret, key, message);
            byte[] changed = List.of(signature, signature, key, message).get(random.nextInt(4));
            boolean genuine = random.nextInt(4) == 0;
            changed[random.nextInt(changed.length)] ^= (byte) (genuine ? 0 : 1 << random.nextInt(8));
            assertThat(verifies(key, message, signature)).isEqualTo(genuine);
        });
    }

    /** By every library there is, which must agree. */
    private static boolean verifies(byte[] key, byte[] message, byte[] signature) {
        boolean verdict = verifies(Ed25519.BOUNCY_CASTLE, key, message, signature);
        assertThat(verifies(Ed25519.PREFERRED, key, message, signature)).isEqualTo(verdict);
        return verdict;
    }

    private static boolean verifies(Ed25519 library, byte[] key, byte[] message, byte[] signature) {
        PublicKey decoded = PublicKey.of(key, library);
        return decoded != null && decoded.verify(message, signature);
    }

    /** The eight points whose order divides 8: multiples of one of order 8. */
    private static List<Point> torsion() {
        Point eighth = Objects.requireNonNull(
                NaiveEd25519.decode(HEX.parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            points.add(eighth.times(BigInteger.valueOf(i)));
        }
        return points;
    }

    private static byte[] signature(byte[] r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r, 64);
        System.arraycopy(NaiveEd25519.littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    private static Signature signature(byte[] bytes) {
        return Objects.requireNonNull(Signature.of(bytes));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static JsonNode cctv() throws IOException {
        try (InputStream in = Ed25519Test.class.getResourceAsStream("/vectors/cctv/ed25519vectors.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
