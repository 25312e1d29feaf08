package dev.postern.egress.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NationalNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "RUT 12.345.678-5, pii.cl-rut",
        "CUIT 20-12345678-6, pii.ar-cuit",
        "OIB 12345678903, pii.hr-oib",
        "snils 112-233-445 95, pii.ru-snils",
        "ppsn 1234567T, pii.ie-pps",
        "taiwan A123456789, pii.tw-id",
        "my number 123456789018, pii.jp-my-number",
        "egn 7523169263, pii.bg-egn",
    })
    void aNumberWhoseCheckHoldsIsFoundAndNoOther(String text, String detector) {
        assertThat(Samples.scan(text).findings()).extracting(Finding::detector).contains(detector);
        int last = text.length() - 1;
        char other = text.charAt(last) == '9' ? '0' : (char) (text.charAt(last) + 1);
        String wrong = text.substring(0, last) + other;
        assertThat(Samples.scan(wrong).findings())
                .noneMatch(finding -> finding.type() == FindingType.NATIONAL_ID
                        && finding.detector().equals(detector));
    }
}
