package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {

    static Stream<Samples.Sample> found() {
        return Samples.FOUND.stream();
    }

    @ParameterizedTest
    @MethodSource
    void found(Samples.Sample sample) {
        byte[] text = sample.text().getBytes(UTF_8);
        Scan scan = Samples.scanner().scan(text);
        assertThat(scan.findings()).extracting(Finding::type).contains(sample.type());
        Finding first = scan.findings().stream()
                .filter(finding -> finding.type() == sample.type())
                .findFirst()
                .orElseThrow();
        assertThat(Samples.span(text, first)).contains(sample.span());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = getPassword()",
                "password: string",
                "String password = request.getParameter(name);",
                "password = ${DB_PASSWORD}",
                "password: \"<your password>\"",
                "API_KEY=your-api-key-here",
                "token = xxxxxxxxxxxxxxxxxxxxxxxx",
                "max_tokens=4096",
                "the key: to success is 12 hours of sleep",
                "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
                "id: 123e4567-e89b-12d3-a456-426614174000",
                "version 1.2.3.4 and 2.5.4.3.1",
                "127.0.0.1 0.0.0.0 255.255.255.0",
                "2024-01-02T03:04:05.123456789Z",
                "1700000000 1700000000000",
                "4111 1111 1111 1112",
                "GB82 WEST 1234 5698 7654 33",
                "000-12-3456 666-12-3456 123-00-4567",
                "icon@2x.png getty@tty1.service",
                "git@github.com:acme/postern.git",
                "http://localhost:8080/a:b@c",
                "std::vector<a::b> 12:34:56",
                "if (line.equals(\"-----BEGIN PRIVATE KEY-----\"))",
                "0.1234567890123456",
                "5-10 apples, 100 200 300 pears",
                "order 4000123412341234999",
                "ca-pub-4026280207563651",
                "6304762219340052 676100000006",
                "4848.6413.4656.7118",
                "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ and aGVsbG8gd29ybGQgaGVsbG8h.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
                "{\"x\":1,\"d\":\"q6qRp3PzDVMR9Uj6mqeBjrzXuI5Wi8ZH5Z9RnaWz2SV\"}",
                "INSERT INTO users (login, password) VALUES (?, ?), ('hunter2', NULL)",
                "what is identified by RFC2616 is no password",
                "raise(ERR_PASSWORD, \"no such user\")",
                "{\"password\": \"open sesame now\"}",
                "Message-ID: <6a8755605740@mx.acme.org>",
                "<6a8755605740@mx.invalid>",
                "SSN : 000 - 29 - 8467",
            })
    void passesWhatOnlyLooksLikeOne(String text) {
        assertThat(Samples.scan(text).findings()).isEmpty();
    }

    @Test
    void seesBytesThatAreNoUtf8() {
        byte[] text = new byte[] {(byte) 0xff, (byte) 0xc3, ' ', 'a', '@', 'b', '.', 'd', 'e', ' ', (byte) 0x80};
        Scan scan = Samples.scanner().scan(text);
        assertThat(scan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.start()).isEqualTo(3);
            assertThat(finding.end()).isEqualTo(9);
        });
    }

    @Test
    void tellsThatAContentIsTooLarge() {
        Scan scan = new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS.withBytes(10), () -> 0).scan(new byte[11]);
        assertThat(scan.incomplete()).contains(Incomplete.SIZE);
    }

    @Test
    void tellsThatTimeRanOut() {
        AtomicLong now = new AtomicLong();
        Scanner scanner = new Scanner(
                Detectors.builtIn(), ScanLimits.DEFAULTS.withTime(Duration.ofNanos(5)), () -> now.getAndAdd(2));
        assertThat(scanner.scan(new byte[1 << 20]).incomplete()).contains(Incomplete.TIME);
    }

    @Test
    void tellsThatThereIsMoreThanMayBeReported() {
        String text = "a@b.de ".repeat(20);
        Scan scan = new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS.withFindings(5), () -> 0)
                .scan(text.getBytes(UTF_8));
        assertThat(scan.incomplete()).contains(Incomplete.FINDINGS);
        assertThat(scan.findings()).hasSize(5);
    }

    @Test
    void findsWhatStandsAtEveryPlaceOfABlock() {
        String secret = "password=\"h4nter2x\"";
        for (int before : List.of(0, 1, 255, 511, 512, 16_383 - 9, 16_383, 16_384, 16_385, 40_000)) {
            String text = " ".repeat(before) + secret + " ".repeat(600);
            assertThat(Samples.scan(text).findings())
                    .describedAs("behind %d bytes", before)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.start()).isEqualTo(before + 10L));
        }
    }
}
