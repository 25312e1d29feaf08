package dev.postern.capability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.Base64Text;
import dev.postern.policy.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that someone made with care, each with the reason it is refused for; signed by the issuer where that matters. */
class HostileTokenTableTest {

    /** A row: what it is, the token as it is read, and why it is refused. */
    record Row(String what, TokenResult token, Reason reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    @Test
    void theTokenTheyAreMadeOfIsGood() {
        assertThat(Tokens.VERIFIER.verify(HostileGrants.signed(HostileGrants.GOOD)))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void thereAreAtLeastAHundredAndFifty() {
        assertThat(rows().count()).isGreaterThanOrEqualTo(150);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refuses(Row row) {
        Verification verification = Tokens.VERIFIER.verify(row.token());
        assertThat(verification).isInstanceOf(Verification.Refused.class);
        assertThat(((Verification.Refused) verification).refusal().reason()).isEqualTo(row.reason());
    }

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        texts(rows);
        bytes(rows);
        envelopes(rows);
        HostileGrants.addTo(rows);
        return rows.stream();
    }

    private static void texts(List<Row> rows) {
        String good = TokenText.print(Tokens.token());
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("nothing", "");
        texts.put("the prefix alone", "pt1.");
        texts.put("no prefix", good.substring(4));
        texts.put("another version", "pt2." + good.substring(4));
        texts.put("prefix in capitals", "PT1." + good.substring(4));
        texts.put("a space before", " " + good);
        texts.put("a space after", good + " ");
        texts.put("a line end after", good + "\n");
        texts.put("a nul after", good + "\0");
        texts.put("padding", good + "=");
        texts.put("two of them", good + good);
        texts.put("two with a comma", good + "," + good);
        texts.put("standard base64", good.replace('-', '+').replace('_', '/') + "+/");
        texts.put("a character missing", good.substring(0, good.length() - 1));
        texts.put("half of it", good.substring(0, good.length() / 2));
        texts.put("not ASCII", good.substring(0, 20) + "\u00e9" + good.substring(21));
        texts.put("a look-alike letter", good.substring(0, 20) + "\u0430" + good.substring(21));
        texts.put("an unpaired surrogate", good.substring(0, 20) + "\ud800" + good.substring(21));
        texts.put("a JSON web token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.");
        texts.put("the scheme within", "Bearer " + good);
        texts.put("quoted", '"' + good + '"');
        texts.put("a URL", "pt1.https://example/");
        texts.forEach((what, text) -> rows.add(new Row("text: " + what, TokenText.parse(text), Reason.CAP_MALFORMED)));
        rows.add(new Row(
                "text: longer than any",
                TokenText.parse("pt1." + "A".repeat(TokenText.MAX_CHARS)),
                Reason.CAP_TOO_LARGE));
    }

    private static void bytes(List<Row> rows) {
        byte[] good = TokenBytes.print(Tokens.narrowed());
        int first = 2 + 16;
        int length = (good[first] & 0xff) << 8 | (good[first + 1] & 0xff);
        bytes(rows, "version 0", good, bytes -> set(bytes, 0, 0), Reason.CAP_MALFORMED);
        bytes(rows, "version 2", good, bytes -> set(bytes, 0, 2), Reason.CAP_MALFORMED);
        bytes(rows, "no links", good, bytes -> set(bytes, 1, 0), Reason.CAP_MALFORMED);
        bytes(rows, "a link less than there are", good, bytes -> set(bytes, 1, 1), Reason.CAP_MALFORMED);
        bytes(rows, "a link more than there are", good, bytes -> set(bytes, 1, 3), Reason.CAP_MALFORMED);
        bytes(rows, "17 links", good, bytes -> set(bytes, 1, 17), Reason.CAP_TOO_LARGE);
        bytes(rows, "255 links", good, bytes -> set(bytes, 1, 255), Reason.CAP_TOO_LARGE);
        bytes(rows, "another key", good, bytes -> set(bytes, 2, bytes[2] ^ 1), Reason.CAP_ISSUER);
        bytes(
                rows,
                "a payload of no bytes",
                good,
                bytes -> set(set(bytes, first, 0), first + 1, 0),
                Reason.CAP_MALFORMED);
        bytes(rows, "a payload longer than the rest", good, bytes -> set(bytes, first, 255), Reason.CAP_MALFORMED);
        bytes(rows, "a payload a byte longer", good, bytes -> set(bytes, first + 1, length + 1), Reason.CAP_MALFORMED);
        bytes(rows, "a payload a byte shorter", good, bytes -> set(bytes, first + 1, length - 1), Reason.CAP_MALFORMED);
        int signature = first + 2 + length;
        bytes(rows, "R changed", good, bytes -> set(bytes, signature, bytes[signature] ^ 1), Reason.CAP_SIGNATURE);
        bytes(
                rows,
                "S changed",
                good,
                bytes -> set(bytes, signature + 32, bytes[signature + 32] ^ 1),
                Reason.CAP_SIGNATURE);
        bytes(rows, "S not reduced", good, bytes -> set(bytes, signature + 63, 0xff), Reason.CAP_SIGNATURE);
        bytes(rows, "a signature of zeros", good, bytes -> fill(bytes, signature, 64, 0), Reason.CAP_SIGNATURE);
        bytes(rows, "a signature of ones", good, bytes -> fill(bytes, signature, 64, 0xff), Reason.CAP_SIGNATURE);
        bytes(rows, "a byte more", good, bytes -> Arrays.copyOf(bytes, bytes.length + 1), Reason.CAP_MALFORMED);
        bytes(rows, "no bytes", good, bytes -> new byte[0], Reason.CAP_MALFORMED);
        for (int cut : new int[] {1, 17, 18, 19, 20, signature, signature + 63, good.length - 1}) {
            bytes(rows, "the first " + cut + " bytes", good, bytes -> Arrays.copyOf(bytes, cut), Reason.CAP_MALFORMED);
        }
        rows.add(new Row(
                "bytes: more than any", TokenBytes.parse(new byte[TokenBytes.MAX_BYTES + 1]), Reason.CAP_TOO_LARGE));
    }

    private static void envelopes(List<Row> rows) {
        String good = TokenJson.print(Tokens.token());
        Map<String, String> jsons = new LinkedHashMap<>();
        jsons.put("nothing", "");
        jsons.put("null", "null");
        jsons.put("a number", "1");
        jsons.put("an empty object", "{}");
        jsons.put("an empty array", "[]");
        jsons.put("an array of arrays", "[[" + good + "]]");
        jsons.put("two documents", good + good);
        jsons.put("cut off", good.substring(0, good.length() - 1));
        jsons.put("another type", good.replace("capability-token", "capability-token2"));
        jsons.put("the type of a proof", good.replace(Grant.PAYLOAD_TYPE, Proof.PAYLOAD_TYPE));
        jsons.put("no signatures", good.replaceAll("\"signatures\":\\[.*]", "\"signatures\":[]"));
        jsons.put("a signature twice", good.replaceAll("\"signatures\":\\[(.*)]", "\"signatures\":[$1,$1]"));
        jsons.put("no payload", good.replaceAll("\"payload\":\"[^\"]*\"", "\"payload\":\"\""));
        jsons.put("a payload that is no base64", good.replaceAll("\"payload\":\"[^\"]*\"", "\"payload\":\"%%\""));
        jsons.put("a member twice", good.replaceFirst("\\{", "{\"payloadType\":\"x\","));
        jsons.put("a comment", "/**/" + good);
        jsons.put("a byte order mark", "\ufeff" + good);
        jsons.put("a key id in capitals", good.replaceAll("\"keyid\":\"([0-9a-f]*)\"", "\"keyid\":\"ABCDEF\""));
        jsons.put("a signature of 63 bytes", good.replaceAll("\"sig\":\"....", "\"sig\":\""));
        jsons.forEach((what, json) ->
                rows.add(new Row("json: " + what, TokenJson.parse(json.getBytes(UTF_8)), Reason.CAP_MALFORMED)));
        rows.add(new Row(
                "json: 17 links",
                TokenJson.parse(
                        ("[" + String.join(",", java.util.Collections.nCopies(17, good)) + "]").getBytes(UTF_8)),
                Reason.CAP_TOO_LARGE));
        rows.add(new Row(
                "json: more bytes than any",
                TokenJson.parse((" ".repeat(TokenJson.MAX_BYTES) + good).getBytes(UTF_8)),
                Reason.CAP_TOO_LARGE));
        rows.add(new Row(
                "json: the same link twice",
                TokenJson.parse(("[" + good + "," + good + "]").getBytes(UTF_8)),
                Reason.CAP_CHAIN));
    }

    private static void bytes(List<Row> rows, String what, byte[] good, UnaryOperator<byte[]> change, Reason reason) {
        byte[] changed = change.apply(good.clone());
        rows.add(new Row("bytes: " + what, TokenText.parse("pt1." + Base64Text.printUrl(changed)), reason));
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] fill(byte[] bytes, int from, int length, int value) {
        Arrays.fill(bytes, from, from + length, (byte) value);
        return bytes;
    }
}
