package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.ccl.Seeds;
import dev.postern.crypto.JsonError.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "tru",
                "True",
                "nul",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "-",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x10",
                "'a'",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\U0041\"",
                "\"a\nb\"",
                "\"\t\"",
                "1 1",
                "{}{}",
                "[]x",
                "//",
                "/**/1",
                "\u00a01",
                "\ufeff{}",
                "1\u0000",
                "[1\f]",
                "null\u000b"
            })
    void refusesWhatIsNotJson(String text) {
        assertThat(Jsons.error(text).kind()).isEqualTo(Kind.SYNTAX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":1} | DUPLICATE_NAME | 7",
                "{\"a\":1,\"\\u0061\":1} | DUPLICATE_NAME | 7",
                "[{\"a\":{\"b\":1,\"b\":2}}] | DUPLICATE_NAME | 13",
                "\"\\ud800\" | LONE_SURROGATE | 1",
                "\"\\udc00\" | LONE_SURROGATE | 1",
                "\"\\ud800\\u0041\" | LONE_SURROGATE | 1",
                "\"ab\\ud800\\ud800\" | LONE_SURROGATE | 3",
                "{\"\\udfff\":1} | LONE_SURROGATE | 2",
                "1.5 | NOT_AN_INTEGER | 0",
                "1.0 | NOT_AN_INTEGER | 0",
                "[1e2] | NOT_AN_INTEGER | 1",
                "-0 | NOT_AN_INTEGER | 0",
                "-0.0 | NOT_AN_INTEGER | 0",
                "18446744073709551616 | NUMBER_OUT_OF_RANGE | 0",
                "-9223372036854775809 | NUMBER_OUT_OF_RANGE | 0",
                "[1,99999999999999999999999999] | NUMBER_OUT_OF_RANGE | 3"
            })
    void saysWhatIsWrongAndWhere(String text, Kind kind, int offset) {
        assertThat(Jsons.error(text))
                .extracting(JsonError::kind, JsonError::offset)
                .containsExactly(kind, offset);
    }

    /** Each is a string in quotes whose bytes are not UTF-8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080",
                "\u00bf",
                "\u00c0\u0080",
                "\u00c1\u00bf",
                "\u00c2",
                "\u00c2A",
                "\u00e0\u0080\u0080",
                "\u00e0\u009f\u00bf",
                "\u00ed\u00a0\u0080",
                "\u00ed\u00bf\u00bf",
                "\u00e2\u0082",
                "\u00f0\u0080\u0080\u0080",
                "\u00f0\u008f\u00bf\u00bf",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u0080",
                "\u00ff",
                "\u00f0\u009f\u0098"
            })
    void refusesBytesThatAreNotUtf8(String latin) {
        byte[] bytes = ("\"a" + latin + "\"").getBytes(ISO_8859_1);
        JsonResult result = JsonParser.parse(bytes, JsonLimits.STRICT);
        assertThat(result).isInstanceOf(JsonResult.Malformed.class);
        JsonError error = ((JsonResult.Malformed) result).error();
        assertThat(error.kind()).isEqualTo(Kind.INVALID_UTF8);
        assertThat(error.offset()).isEqualTo(2);
    }

    @Test
    void readsTheExtremesOfIntegers() {
        assertThat(Jsons.strict("9223372036854775807")).isEqualTo(new JsonInteger(Long.MAX_VALUE));
        assertThat(Jsons.strict("-9223372036854775808")).isEqualTo(new JsonInteger(Long.MIN_VALUE));
        assertThat(Jsons.strict("9223372036854775808")).isEqualTo(new JsonUnsigned(Long.MIN_VALUE));
        assertThat(Jsons.strict("18446744073709551615")).isEqualTo(new JsonUnsigned(-1));
    }

    @Test
    void refusesOneByteOrOneLevelTooMuch() {
        JsonLimits limits = JsonLimits.STRICT.withMaxBytes(6).withMaxDepth(2);
        assertThat(JsonParser.parse("[[12]]", limits)).isInstanceOf(JsonResult.Parsed.class);
        assertThat(kind("[[123]]", limits)).isEqualTo(Kind.TOO_LARGE);
        assertThat(kind("[[[]]]", limits)).isEqualTo(Kind.TOO_DEEP);
        assertThat(kind("[{\"a\":[]}]", limits.withMaxBytes(99))).isEqualTo(Kind.TOO_DEEP);
    }

    @Test
    void survivesAMillionBrackets() {
        assertThat(Jsons.error("[".repeat(1 << 20)).kind()).isEqualTo(Kind.TOO_DEEP);
        assertThat(Jsons.error("{\"a\":".repeat(1 << 17)).kind()).isEqualTo(Kind.TOO_DEEP);
    }

    @Test
    void readsDecimalsOnlyWhereTheFormatHasThem() {
        JsonLimits decimals = JsonLimits.STRICT.withDecimals();
        assertThat(Jsons.parsed(JsonParser.parse("1.5", decimals))).isEqualTo(new JsonDecimal(1.5));
        assertThat(Jsons.parsed(JsonParser.parse("7", decimals))).isEqualTo(new JsonInteger(7));
        assertThat(kind("1e999", decimals)).isEqualTo(Kind.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void agreesWithAnotherParserOnMutatedTexts() {
        JsonMapper jackson = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                .build();
        Seeds.forEach(4000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            String text = mutated(new RandomJson(random).next(3).print(), random);
            JsonResult result = JsonParser.parse(text.getBytes(UTF_8), JsonLimits.STRICT.withDecimals());
            if (!isOutOfRange(result)) {
                assertThat(result instanceof JsonResult.Parsed).as(text).isEqualTo(accepts(jackson, text));
            }
        });
    }

    /** Other parsers have other ranges. */
    private static boolean isOutOfRange(JsonResult result) {
        return result instanceof JsonResult.Malformed malformed
                && malformed.error().kind() == Kind.NUMBER_OUT_OF_RANGE;
    }

    private static boolean accepts(JsonMapper jackson, String text) {
        try {
            // Unlike ours it reads nothing as "missing" and knows no surrogate without a partner.
            return !jackson.readTree(text).isMissingNode() && !text.matches("(?s).*\\\\u[dD][89a-fA-F].*");
        } catch (JsonProcessingException refused) {
            return false;
        }
    }

    private static String mutated(String text, SplittableRandom random) {
        String pieces = "{}[],:\"\\u019.-+eE tfn";
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(out.length() + 1);
            char piece = pieces.charAt(random.nextInt(pieces.length()));
            boolean splits = at > 0 && at < out.length() && Character.isLowSurrogate(out.charAt(at));
            if (!splits) {
                out.insert(at, piece);
            }
        }
        return out.toString();
    }

    private static Kind kind(String text, JsonLimits limits) {
        return ((JsonResult.Malformed) JsonParser.parse(text, limits)).error().kind();
    }
}
