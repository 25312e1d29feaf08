package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DsseTest {

    private static final String TYPE = "application/vnd.postern.test+json";

    private final SigningKey key = SigningKey.generate(new SplittableRandom(1));
    private final SigningKey other = SigningKey.generate(new SplittableRandom(2));
    private final Dsse envelope = Dsse.sign(TYPE, "{\"a\":1}".getBytes(UTF_8), key);

    /** The example of the DSSE specification, protocol.md. */
    @Test
    void encodesTypeAndPayloadWithTheirLengths() {
        assertThat(PreAuthEncoding.of("http://example.com/HelloWorld", "hello world".getBytes(UTF_8))
                        .toByteArray())
                .asString()
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        assertThat(PreAuthEncoding.of("\u00e9", new byte[] {' '}).toByteArray())
                .isEqualTo("DSSEv1 2 \u00e9 1  ".getBytes(UTF_8));
    }

    @Test
    void isSignedByItsKeyAlone() {
        assertThat(envelope.isSignedBy(key.publicKey())).isTrue();
        assertThat(envelope.isSignedBy(other.publicKey())).isFalse();
        Dsse both = Dsse.sign(TYPE, envelope.payload(), key, other);
        assertThat(both.isSignedBy(key.publicKey())).isTrue();
        assertThat(both.isSignedBy(other.publicKey())).isTrue();
    }

    @Test
    void typeAndPayloadAreBothCovered() {
        assertThat(Dsse.of(TYPE + "x", envelope.payload(), envelope.signatures())
                        .isSignedBy(key.publicKey()))
                .isFalse();
        assertThat(Dsse.of(TYPE, "{\"a\":2}".getBytes(UTF_8), envelope.signatures())
                        .isSignedBy(key.publicKey()))
                .isFalse();
    }

    @Test
    void readsBackWhatItPrints() {
        Dsse.Result result = Dsse.parse(envelope.toJson(), JsonLimits.STRICT);
        Dsse read = ((Dsse.Result.Parsed) result).envelope();
        assertThat(read.toJson()).isEqualTo(envelope.toJson());
        assertThat(read.isSignedBy(key.publicKey())).isTrue();
    }

    /** No changed bit leaves an envelope that is signed, but bits of the key's hint, which then names no key we asked for. */
    @Test
    void noBitCanBeChanged() {
        byte[] json = envelope.toJson();
        for (int bit = 0; bit < 8 * json.length; bit++) {
            byte[] mutant = json.clone();
            mutant[bit / 8] ^= (byte) (1 << bit % 8);
            Dsse.Result result = Dsse.parse(mutant, JsonLimits.STRICT);
            boolean signed = result instanceof Dsse.Result.Parsed parsed
                    && parsed.envelope().isSignedBy(key.publicKey());
            assertThat(signed).as("bit " + bit).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | envelope is missing or no object",
                "{} | envelope.payloadType is missing",
                "{\"payloadType\":1,\"payload\":\"\",\"signatures\":[]} | envelope.payloadType is refused",
                "{\"payloadType\":\"t\",\"payload\":\"YQ\",\"signatures\":[]} | envelope.payload is refused",
                "{\"payloadType\":\"t\",\"payload\":\"YR==\",\"signatures\":[]} | envelope.payload is refused",
                "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":[]} | between 1 and 16 signatures",
                "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":{}} | expected an array",
                "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":[1]} | signature is missing or no object",
                "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":[{\"keyid\":\"k\",\"sig\":\"YQ==\"}]} | 64 bytes",
                "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":[{\"sig\":\"YQ==\"}]} | signature.keyid is missing",
                "{\"payloadType\":\"t\",\"payloadType\":\"t\"} | byte 19: the object names this member twice"
            })
    void saysWhyItIsNoEnvelope(String json, String message) {
        Dsse.Result result = Dsse.parse(json.getBytes(UTF_8), JsonLimits.STRICT);
        assertThat(result).isInstanceOf(Dsse.Result.Malformed.class);
        assertThat(((Dsse.Result.Malformed) result).message()).contains(message);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        String json = new String(envelope.toJson(), UTF_8);
        Dsse.Result result = Dsse.parse(("{\"x\":1," + json.substring(1)).getBytes(UTF_8), JsonLimits.STRICT);
        assertThat(((Dsse.Result.Malformed) result).message()).contains("unknown member 'x'");
    }
}
