package dev.postern.egress.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values behind names, as a scan judges them. */
class SecretValueTest {

    private static final String UUID = "3b1c9f4e-27d8-4a65-9e0b-c8f1d2a37b64";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: 'opensesame'",
                "password = fWAQwyXZjxD",
                "DB_PASS=whiteduke",
                "the password for staging is Tr0ub4dor",
                "variable \"db_password\" {\n  default = \"Tr0ub4dor\"\n}",
                "name,password\njoe,s3cr3tX\n",
                "curl -u 'joe:Tr0ub4dor' https://acme.org",
                "\"auth\": \"am9lOlRyMHViNGRvcg==\"",
                "shop_token = \"" + UUID + "\"",
                "/v1?key=" + UUID,
                "secret key q8Zr4TnV2xLw7Kp0Sd3Yb6Mh",
                "client_secret = \"q8Zr4:TnV2x(Lw7Kp0+Sd3\"",
                "slackToken = 'q8Zr4TnV2x'",
                "Authorization: ApiKey a8Hk29sLq0Zx83nQp1",
                "char secret[25] = \"q8Zr4TnV2xLw7Kp0Sd3Yb6Mh\";",
            })
    void areFound(String text) {
        assertThat(Samples.scan(text).findings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = opensesame",
                "password: \"Password\"",
                "addPassword = '#add-password'",
                "pass to 'actool' when",
                "\"Action\":\"pass\",\"Package\":\"errors\"",
                "--- PASS: TestAll",
                "$password: String!",
                "export DB_PASSWORD=\"'$OTHER_PASSWORD'\"",
                "\"a-strong-password\": \"/en/server@3.0/auth\"",
                "PrivateKey: testRSA2048PrivateKey,",
                "cache_key = " + UUID,
                "partition_key: " + UUID,
                "token_url = \"https://acme.org/oauth2/v2/token/a1b2c3d4\"",
                "signing key 19882D92DDA4C400C22C0D56CC2AF4472167BE03",
                "socksAuthMethodPassword    socksAuthMethod = 0x02",
                "the key: to success is 12 hours of sleep",
            })
    void areLeft(String text) {
        assertThat(Samples.scan(text).findings()).extracting(Finding::detector).isEmpty();
    }
}
