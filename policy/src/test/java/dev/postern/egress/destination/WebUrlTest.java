package dev.postern.egress.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://example.com https://example.com/",
                "HTTPS://EXAMPLE.com:443/A https://example.com/A",
                "http://example.com:80/ http://example.com/",
                "https://example.com:/ https://example.com/",
                "https://example.com:080/ https://example.com:80/",
                "https://example.com:00000000443/ https://example.com/",
                "https://example.com/a/./b/../c https://example.com/a/c",
                "https://example.com/a/%2e%2E/c https://example.com/c",
                "https://example.com/.. https://example.com/",
                "https://example.com/a/.. https://example.com/",
                "https://example.com/a/. https://example.com/a/",
                "https://example.com/%61?x=%61&y='#z https://example.com/%61?x=%61&y=%27",
                "https://example.com/ü?ü https://example.com/%C3%BC?%C3%BC",
                "https://example.com/a^{b}` https://example.com/a%5E%7Bb%7D%60",
                "https://example.com? https://example.com/",
                "https://_sip.example.com https://_sip.example.com/",
                "https://2130706433 https://127.0.0.1/",
                "https://0x7f.1 https://127.0.0.1/",
                "https://0177.0.0.01 https://127.0.0.1/",
                "https://127.1 https://127.0.0.1/",
                "https://0 https://0.0.0.0/",
                "https://0x https://0.0.0.0/",
                "https://1.0x https://1.0.0.0/",
                "https://192.168.257 https://192.168.1.1/",
                "https://１２７.０.０.１ https://127.0.0.1/",
                "https://127。0。0。1 https://127.0.0.1/",
                "https://[0:0:0:0:0:0:0:1] https://[::1]/",
                "https://[::ffff:127.0.0.1]:8443/x https://[::ffff:7f00:1]:8443/x",
                "https://[2001:DB8:0:0:1:0:0:1] https://[2001:db8::1:0:0:1]/",
                "https://[1:0:2:0:0:3:0:0] https://[1:0:2::3:0:0]/",
                "https://[1:2:3:4:5:6:7:0] https://[1:2:3:4:5:6:7:0]/",
                "https://bücher.example https://xn--bcher-kva.example/",
                "https://faß.example https://xn--fa-hia.example/",
                "https://≠.com https://xn--1ch.com/",
                "https://ＥＸＡＭＰＬＥ。com https://example.com/",
            })
    void readsOneMeaning(String text, String serialised) {
        assertThat(url(text)).hasToString(serialised);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "SCHEME ftp://example.com",
                "SCHEME file:///etc/passwd",
                "SCHEME gopher://127.0.0.1:6379/_x",
                "SCHEME javascript:alert(1)",
                "SCHEME //example.com/",
                "SCHEME https:example.com",
                "SCHEME https:/example.com",
                "SCHEME example.com",
                "HOST_EMPTY https://",
                "HOST_EMPTY https:///example.com",
                "HOST_EMPTY https://?x",
                "HOST_EMPTY https://:443",
                "USERINFO https://user@example.com",
                "USERINFO https://user:pass@example.com",
                "USERINFO https://@example.com",
                "USERINFO https://allowed.com@evil.com",
                "USERINFO https://allowed.com:443@evil.com",
                "BACKSLASH https://allowed.com\\@evil.com",
                "BACKSLASH https:\\\\evil.com",
                "BACKSLASH https://example.com/a\\b",
                "HOST_CHARACTER https://example%2ecom",
                "HOST_CHARACTER https://example.com%00.evil.com",
                "HOST_CHARACTER https://exa$mple.com",
                "HOST_CHARACTER https://a;b.com",
                "HOST_CHARACTER https://a,b.com",
                "HOST_CHARACTER https://*.example.com",
                "HOST_CHARACTER https://=\u0338.com",
                "HOST_CHARACTER https://evil.com℀.example.com",
                "HOST_LABEL https://example.com.",
                "HOST_LABEL https://.example.com",
                "HOST_LABEL https://a..b",
                "HOST_LABEL https://.",
                "HOST_NUMBER https://256.256.256.256",
                "HOST_NUMBER https://1.2.3.4.5",
                "HOST_NUMBER https://4294967296",
                "HOST_NUMBER https://0x100000000",
                "HOST_NUMBER https://09",
                "HOST_NUMBER https://127.0.0.08",
                "HOST_NUMBER https://example.1",
                "HOST_NUMBER https://99999999999999999999999999",
                "HOST_ADDRESS https://[::1",
                "HOST_ADDRESS https://[]",
                "HOST_ADDRESS https://[::1%25eth0]",
                "HOST_ADDRESS https://[fe80::1%eth0]",
                "HOST_ADDRESS https://[::1/64]",
                "HOST_ADDRESS https://[127.0.0.1]",
                "HOST_ADDRESS https://[::127.0.0.01]",
                "HOST_ADDRESS https://[1:2:3:4:5:6:7]",
                "HOST_ADDRESS https://[::1]x",
                "HOST_IDN https://xn--a",
                "HOST_IDN https://\u0301a.com",
                "PORT https://example.com:65536",
                "PORT https://example.com:0",
                "PORT https://example.com:-1",
                "PORT https://example.com:8a",
                "PORT https://example.com:99999999999999999999",
                "PORT https://::1",
                "PATH https://example.com//a",
                "PATH https://example.com/a//",
                "PATH https://example.com/a%2fb",
                "PATH https://example.com/a%5Cb",
                "PATH https://example.com/%00",
                "PATH https://example.com/%0d%0aX",
                "PATH https://example.com/%",
                "PATH https://example.com/%4",
                "PATH https://example.com/%zz",
                "CHARACTER https://example.com/\ud800",
                "CHARACTER https://exa\u00a0mple.com",
                "CHARACTER https://example.com/\u2028",
            })
    void refusesWhatCanBeReadTwoWays(UrlFault fault, String text) {
        assertThat(WebUrl.parse(text)).isEqualTo(new UrlReading.Refused(fault));
    }

    @Test
    void refusesWhiteSpaceAndControlsWhereverTheyStand() {
        String url = "https://example.com/a?b";
        for (char c : " \t\n\r\u0000\u001f\u007f\u0085".toCharArray()) {
            for (int at = 0; at <= url.length(); at++) {
                String text = url.substring(0, at) + c + url.substring(at);
                assertThat(WebUrl.parse(text)).isEqualTo(new UrlReading.Refused(UrlFault.CHARACTER));
            }
        }
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(WebUrl.parse("https://a.com/" + "x".repeat(WebUrl.MAX_LENGTH)))
                .isEqualTo(new UrlReading.Refused(UrlFault.LENGTH));
        assertThat(WebUrl.parse("https://" + "x".repeat(64) + ".com"))
                .isEqualTo(new UrlReading.Refused(UrlFault.HOST_LABEL));
        assertThat(WebUrl.parse("https://" + "a.".repeat(126) + "ab"))
                .isEqualTo(new UrlReading.Refused(UrlFault.HOST_LABEL));
        assertThat(url("https://" + "x".repeat(63) + "." + "a.".repeat(94) + "b"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://Example.com/v1/Chat?key=1 /example.com:443/v1/Chat",
                "http://example.com /example.com:80/",
                "https://example.com:8443/%61%2D%7e%3b /example.com:8443/a-~%3B",
                "https://[::1]/x /[::1]:443/x",
                "https://0x7f.1/ /127.0.0.1:443/",
            })
    void namesTheResourceThatPoliciesSpeakOf(String text, String resource) {
        assertThat(url(text).resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://аррӏе.com true",
                "https://xn--80ak6aa92e.com true",
                "https://pаypal.com true",
                "https://раураl.com true",
                "https://bücher.example false",
                "https://例え.テスト false",
                "https://правда.example false",
                "https://example.com false",
            })
    void knowsNamesThatLookLikeOthers(String text, boolean deceptive) {
        assertThat(((Host.Name) url(text).host()).deceptive()).isEqualTo(deceptive);
    }

    /** What it accepts it reads again to the same, and the JDK's own parser finds the same host in it. */
    @Test
    void readsItsOwnSerialisationToTheSame() {
        long seed = Long.getLong("seed", 20_261_121L);
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {
            "https://",
            "http://",
            "a",
            "b.com",
            ".",
            "/",
            "//",
            "?",
            "#",
            ":",
            "443",
            "8443",
            "@",
            "\\",
            "%2e",
            "%2F",
            "..",
            "[::1]",
            "[",
            "]",
            "127.1",
            "0x7f",
            "ü",
            "ß",
            "xn--",
            "а",
            "%",
            "é",
            "\u00ad",
            "\t",
            " ",
            "'",
            "\"",
            "{",
            "^",
            "~",
            "1",
            "0",
            "-",
            "_",
            "。",
            "℀"
        };
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : "https://a");
            for (int n = random.nextInt(7); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            if (WebUrl.parse(text.toString()) instanceof UrlReading.Clear clear) {
                accepted++;
                String serialised = clear.url().toString();
                assertThat(url(serialised)).as("%s, seed %d", text, seed).isEqualTo(clear.url());
                assertThat(jdkHost(serialised))
                        .as("%s, seed %d", text, seed)
                        .isIn(null, clear.url().host().text());
            }
        }
        assertThat(accepted).isGreaterThan(10_000);
    }

    /** The host as the JDK reads it; {@code null} where it reads none. */
    private static @Nullable String jdkHost(String url) {
        try {
            return new URI(url).getHost();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static WebUrl url(String text) {
        UrlReading reading = WebUrl.parse(text);
        assertThat(reading).as(text).isInstanceOf(UrlReading.Clear.class);
        return ((UrlReading.Clear) reading).url();
    }
}
