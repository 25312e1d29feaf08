package dev.postern.sidecar.cli.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.KeyEncoding;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressVerifyCommandTest {

    private static final String TYPE = "application/vnd.postern.egress-certificate.v1+json";
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    /** Of the bytes {@code hello}. */
    private static final String HELLO = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static final String PAYLOAD = "{\"content\":{\"bytes\":5,\"digest\":\"" + HELLO
            + "\"},\"id\":\"1-2-3\",\"reason\":\"policy.permit\",\"time\":\"2026-01-05T10:00:00Z\","
            + "\"type\":\"postern.egress-certificate/v1\",\"verdict\":\"ALLOW\"}";

    @TempDir
    private Path directory;

    @Test
    void saysWhatAValidCertificateSays() throws Exception {
        Run run = verify(TYPE, PAYLOAD, "--key", KEY.publicKey().hex());
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .isEqualTo("valid  ALLOW policy.permit  decision 1-2-3 at 2026-01-05T10:00:00Z\nsigned by "
                        + KEY.publicKey().keyId() + "\n");
    }

    @Test
    void takesKeysFromFiles() throws Exception {
        String pem =
                file("key.pem", new String(KeyEncoding.printPublicPem(KEY.publicKey()), StandardCharsets.US_ASCII));
        String hex = file("key.hex", KEY.publicKey().hex() + "\n");
        assertThat(verify(TYPE, PAYLOAD, "--key", pem).exit()).isEqualTo(Exit.OK);
        JsonNode report =
                Json.JSON.readTree(verify(TYPE, PAYLOAD, "--json", "--key", hex).out());
        assertThat(report.get("valid").asBoolean()).isTrue();
        assertThat(report.at("/certificate/content/digest").asText()).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @CsvSource({"hello, 0, true", "hello!, 1, false"})
    void isAboutOneContent(String content, int exit, boolean valid) throws Exception {
        Run run = verify(TYPE, PAYLOAD, "--json", "--key", KEY.publicKey().hex(), "--content", file("c", content));
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(Json.JSON.readTree(run.out()).get("valid").asBoolean()).isEqualTo(valid);
    }

    @Test
    void namesEachFault() throws Exception {
        String other = SigningKey.ofSeed(PAYLOAD.substring(0, 32).getBytes(StandardCharsets.US_ASCII))
                .publicKey()
                .hex();
        String key = KEY.publicKey().hex();
        assertThat(fault(verify(TYPE, PAYLOAD, "--json", "--key", other))).isEqualTo("signature");
        assertThat(fault(verify("text/plain", PAYLOAD, "--json", "--key", key))).isEqualTo("payload_type");
        assertThat(fault(verify(TYPE, PAYLOAD + " ", "--json", "--key", key))).isEqualTo("payload");
        assertThat(fault(Run.of("egress", "verify", "--json", "--key", key, file("x", "{}"))))
                .isEqualTo("envelope");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        assertThat(verify(TYPE, PAYLOAD, "--key", file("k", "none")).exit()).isEqualTo(Exit.USAGE);
        assertThat(verify(TYPE, PAYLOAD).exit()).isEqualTo(Exit.USAGE);
    }

    private static String fault(Run run) throws Exception {
        assertThat(run.exit()).isEqualTo(Exit.DENIED);
        return Json.JSON.readTree(run.out()).get("fault").asText();
    }

    private Run verify(String type, String payload, String... options) throws Exception {
        byte[] envelope =
                Dsse.sign(type, payload.getBytes(StandardCharsets.UTF_8), KEY).toJson();
        String[] words = new String[options.length + 3];
        words[0] = "egress";
        words[1] = "verify";
        words[2] = file("certificate.json", new String(envelope, StandardCharsets.UTF_8));
        System.arraycopy(options, 0, words, 3, options.length);
        return Run.of(words);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
