package dev.postern.sidecar.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {

    @ParameterizedTest
    @CsvSource({
        "identity, IDENTITY",
        "gzip, GZIP",
        "GZip, GZIP",
        "x-gzip, GZIP",
        "deflate, DEFLATE",
        "'identity, gzip', GZIP",
        "br, UNKNOWN",
        "zstd, UNKNOWN",
        "compress, UNKNOWN",
        "'gzip, gzip', UNKNOWN",
        "'gzip, br', UNKNOWN",
        "'br, gzip', UNKNOWN",
        "'gzip,', UNKNOWN",
        "'', UNKNOWN",
        "gzip;q=1, UNKNOWN"
    })
    void isReadAsTheStandardNamesIt(String value, ContentCoding coding) {
        assertThat(ContentCoding.of(List.of(value))).isEqualTo(coding);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(ContentCoding.of(List.of())).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.of(List.of("identity", "gzip"))).isEqualTo(ContentCoding.GZIP);
        assertThat(ContentCoding.of(List.of("gzip", "deflate"))).isEqualTo(ContentCoding.UNKNOWN);
        assertThat(ContentCoding.of(List.of("br", "gzip", "identity"))).isEqualTo(ContentCoding.UNKNOWN);
    }
}
