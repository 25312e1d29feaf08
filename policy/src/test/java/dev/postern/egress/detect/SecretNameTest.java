package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretNameTest {

    /** The keyword of each name stands between bars. */
    @ParameterizedTest
    @CsvSource({
        "|pass|word, PASSWORD",
        "db_|pass|word_2, PASSWORD",
        "DB_|PASS|, PASSWORD",
        "user|Pass|, PASSWORD",
        "|contrase|na, PASSWORD",
        "com|pass|, NONE",
        "by|pass|, NONE",
        "|pass|word_hash, NONE",
        "|pass|wordField, PASSWORD",
        "client_|secret|, SECRET",
        "|secret|_key_base, API_KEY",
        "|secret|ary, NONE",
        "api_|key|, API_KEY",
        "aws_secret_access_|key|, API_KEY",
        "api_|key|_id, NONE",
        "public_|key|, NONE",
        "ssh_public_api_|key|, NONE",
        "primary|Key|, NONE",
        "mon|key|s, NONE",
        "cache_|key|, WEAK",
        "maps_|key|, NAMED",
        "|key|, WEAK",
        "my api |key|, API_KEY",
        "stripe |key|, NAMED",
        "public |key|, NONE",
        "access_|token|, API_KEY",
        "next_page_|token|, API_KEY",
        "cancel_|token|, WEAK",
        "max_|token|s, NONE",
        "|token|_type, NONE",
        "|cred|s, WEAK",
        "|cred|it, NONE",
        "_|auth|, WEAK",
        "|auth|or, NONE",
    })
    void promisesWhatItSays(String marked, SecretName expected) {
        int keyword = marked.indexOf('|');
        byte[] name = marked.replace("|", "").getBytes(UTF_8);
        Text text = new Text(name, 0, name.length, false);
        int head = marked.lastIndexOf(' ', keyword) + 1;
        assertThat(SecretName.of(text, head, keyword, name.length)).isEqualTo(expected);
    }
}
