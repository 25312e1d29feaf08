package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.ccl.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBytesTest {

    @Test
    void writesWhatTheNaiveSerialiserWrites() {
        Seeds.forEach(3000, seed -> {
            Json value = new RandomJson(new SplittableRandom(seed)).next(4);
            assertThat(text(value)).isEqualTo(NaiveCanonical.text(value));
        });
    }

    @Test
    void readingCanonicalBytesAndWritingThemAgainChangesNothing() {
        Seeds.forEach(1000, seed -> {
            String once = text(new RandomJson(new SplittableRandom(seed)).next(4));
            assertThat(text(Jsons.strict(once))).isEqualTo(once);
        });
    }

    @Test
    void ordersOfMembersMakeNoDifference() {
        Seeds.forEach(1000, seed -> {
            RandomJson random = new RandomJson(new SplittableRandom(seed));
            Json value = random.next(4);
            assertThat(CanonicalBytes.of(random.shuffled(value))).isEqualTo(CanonicalBytes.of(value));
        });
    }

    @Test
    void printedAsItStandsReadsBackAsTheSameValue() {
        Seeds.forEach(1000, seed -> {
            Json value = new RandomJson(new SplittableRandom(seed)).next(4);
            assertThat(Jsons.strict(value.print())).isEqualTo(value);
        });
    }

    @Test
    void sortsByCodePointNotByUtf16Unit() {
        assertThat(text(Jsons.strict("{\"\ud83d\ude00\":1,\"\uffff\":2,\"z\":3}")))
                .isEqualTo("{\"z\":3,\"\uffff\":2,\"\ud83d\ude00\":1}");
    }

    @Test
    void namesAreNotTimes() {
        String document = "{\"2024-01-15T10:30:00+05:00\":0}";
        assertThat(text(Jsons.strict(document))).isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T10:30:00+05:00, 2024-01-15T05:30:00Z",
        "2024-01-15t10:30:00z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00.999999999999Z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00-00:00, 2024-01-15T10:30:00Z",
        "2024-01-01T00:30:00+01:00, 2023-12-31T23:30:00Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:60Z",
        "2017-01-01T00:59:60+01:00, 2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void bringsTimesToUtcInWholeSeconds(String time, String canonical) {
        assertThat(Rfc3339.utc(time)).isEqualTo(canonical);
        assertThat(text(new JsonString(time))).isEqualTo("\"" + canonical + "\"");
        assertThat(NaiveCanonical.time(time)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-15",
                "2024-01-15T10:30:00",
                "2024-01-15 10:30:00Z",
                "2024-01-15T10:30Z",
                "2024-01-15T10:30:00.Z",
                "2024-01-15T10:30:00.1",
                "2024-1-15T10:30:00Z",
                "2023-02-29T00:00:00Z",
                "2024-13-01T00:00:00Z",
                "2024-01-15T24:00:00Z",
                "2024-01-15T10:60:00Z",
                "2024-01-15T10:30:61Z",
                "2024-01-15T10:30:00+24:00",
                "2024-01-15T10:30:00+05:60",
                "2024-01-15T10:30:00+0500",
                "2024-01-15T10:30:00+05",
                "2024-01-15T10:30:00ZZ",
                "2024-01-15T10:30:00+05:00 ",
                " 2024-01-15T10:30:00Z",
                "0000-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "+2024-01-15T10:30:00Z",
                "2024-01-15T10:30:00\u0661Z",
                "202\u0664-01-15T10:30:00Z"
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Rfc3339.utc(text)).isNull();
        assertThat(Rfc3339.canonical(text)).isEqualTo(text);
        assertThat(NaiveCanonical.time(text)).isEqualTo(text);
    }

    @Test
    void hasNoBytesForDecimals() {
        assertThatThrownBy(() -> CanonicalBytes.of(new JsonArray(List.of(new JsonDecimal(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only integers");
    }

    @Test
    void hasNoBytesForTreesThatAreTooDeep() {
        Json deep = JsonNull.NULL;
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deep = new JsonArray(List.of(deep));
        }
        assertThat(CanonicalBytes.of(deep).size()).isEqualTo(2 * Json.MAX_DEPTH + 4);
        Json deeper = new JsonArray(List.of(deep));
        assertThatThrownBy(() -> CanonicalBytes.of(deeper)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void growsFromAnySizeWithoutLosingAByte() {
        for (int length = 60; length < 300; length++) {
            String plain = "x".repeat(length);
            assertThat(text(new JsonString(plain))).isEqualTo("\"" + plain + "\"");
            String wide = "\ud83d\ude00\n".repeat(length);
            assertThat(text(new JsonString(wide))).isEqualTo(NaiveCanonical.text(new JsonString(wide)));
        }
    }

    private static String text(Json value) {
        return new String(CanonicalBytes.of(value).toByteArray(), UTF_8);
    }
}
