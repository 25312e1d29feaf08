package dev.postern.capability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.Base64Text;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that someone made with care, each with the reason it is refused for; signed by the issuer where that matters. */
class HostileTokenTableTest {

    private static final String GOOD = """
            {"version":"1.0","token_id":"t","tenant":"default","subject_id":"s","issuer":"acme","audience":["shop"],\
            "issued_at":%1$d,"expires_at":%2$d,"capabilities":["file.*"],"scopes":["/docs/**"]}""".formatted(Tokens.NOW, Tokens.NOW + 600);

    /** A row: what it is, the token as it is read, and why it is refused. */
    record Row(String what, TokenResult token, Reason reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    @Test
    void theTokenTheyAreMadeOfIsGood() {
        assertThat(Tokens.VERIFIER.verify(signed(GOOD))).isInstanceOf(Verification.Verified.class);
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
        members(rows);
        values(rows);
        signers(rows);
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

    private static void members(List<Row> rows) {
        for (String member : List.of(
                "version",
                "token_id",
                "tenant",
                "subject_id",
                "issuer",
                "audience",
                "issued_at",
                "expires_at",
                "capabilities",
                "scopes")) {
            String pattern = "\"" + member + "\":(\\[[^]]*]|\"[^\"]*\"|[0-9]+),?";
            payload(rows, "without " + member, GOOD.replaceAll(pattern, "").replace(",}", "}"));
            for (String value : List.of("null", "{}", "true", "[]", "-1", "1.5", "[1]", "\"\"", "\"\\u0000\"")) {
                payload(
                        rows,
                        member + " is " + value,
                        GOOD.replaceAll(pattern, Matcher.quoteReplacement("\"" + member + "\":" + value + ","))
                                .replace(",}", "}"));
            }
        }
        payload(rows, "a member nobody knows", GOOD.replaceFirst("\\{", "{\"admin\":true,"));
        payload(rows, "a member twice", GOOD.replaceFirst("\\{", "{\"tenant\":\"other\","));
    }

    private static void values(List<Row> rows) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("version 1.1", GOOD.replace("\"1.0\"", "\"1.1\""));
        changes.put("an id of 65 characters", GOOD.replace("\"t\"", '"' + "t".repeat(65) + '"'));
        changes.put("17 audiences", GOOD.replace("\"shop\"", "\"shop\"" + ",\"x\"".repeat(16)));
        changes.put("17 capabilities", GOOD.replace("\"file.*\"", "\"file.*\"" + ",\"a.b\"".repeat(16)));
        changes.put("17 scopes", GOOD.replace("\"/docs/**\"", "\"/docs/**\"" + ",\"/a\"".repeat(16)));
        changes.put("an action with a space", GOOD.replace("file.*", "file. read"));
        changes.put("an action with a star within", GOOD.replace("file.*", "file.re*d"));
        changes.put("an action with an empty part", GOOD.replace("file.*", "file..read"));
        changes.put("an action that ends in a dot", GOOD.replace("file.*", "file."));
        changes.put("an action with a slash", GOOD.replace("file.*", "file/read"));
        changes.put("expired before it was issued", GOOD.replace(Long.toString(Tokens.NOW + 600), "1"));
        changes.put("a time after the year 9999", GOOD.replace(Long.toString(Tokens.NOW + 600), "253402300800"));
        changes.put("a time beyond 64 bits", GOOD.replace(Long.toString(Tokens.NOW + 600), "99999999999999999999"));
        changes.put("a time with an exponent", GOOD.replace(Long.toString(Tokens.NOW + 600), "2e9"));
        changes.put("not before it was issued", with("\"not_before\":1"));
        changes.put("not before it expires", with("\"not_before\":" + (Tokens.NOW + 600)));
        changes.put("constraints that do not parse", with("\"constraints\":\"permit\""));
        changes.put("constraints that oblige", with("\"constraints\":\"require a on 'b'\""));
        changes.put("constraints that are long", with("\"constraints\":\"" + " ".repeat(4_097) + '"'));
        changes.put(
                "constraints that nest",
                with("\"constraints\":\"permit a on 'b' when " + "(".repeat(300) + "x = 1" + ")".repeat(300) + '"'));
        changes.put("a holder of zeros", with("\"holder_key\":\"" + "0".repeat(64) + '"'));
        changes.put("a holder of small order", with("\"holder_key\":\"01" + "0".repeat(62) + '"'));
        changes.put("a holder beyond the field", with("\"holder_key\":\"" + "ff".repeat(32) + '"'));
        changes.put(
                "a holder in capitals",
                with("\"holder_key\":\"" + Tokens.HOLDER.publicKey().hex().toUpperCase(java.util.Locale.ROOT) + '"'));
        changes.put("a holder that is short", with("\"holder_key\":\"ab\""));
        changes.put("a proof of no holder", with("\"proof_required\":true"));
        changes.put("a proof that is a text", with("\"proof_required\":\"true\""));
        changes.put("a certificate that is no digest", with("\"certificate_key\":\"ab\""));
        changes.put("a parent that is no digest", with("\"parent\":\"ab\""));
        changes.put("claims that are a list", with("\"claims\":[]"));
        changes.put("claims that nest", with("\"claims\":{\"a\":{\"b\":1}}"));
        changes.put("a claim that is null", with("\"claims\":{\"a\":null}"));
        changes.put("a claim with a fraction", with("\"claims\":{\"a\":1.5}"));
        changes.put("a claim without a name", with("\"claims\":{\"\":1}"));
        changes.forEach((what, payload) -> payload(rows, what, payload));
        rows.add(new Row(
                "payload: a parent that is missing",
                signed(with("\"parent\":\"sha256:" + "0".repeat(64) + '"')),
                Reason.CAP_CHAIN));
    }

    private static void signers(List<Row> rows) {
        rows.add(new Row("signed by a stranger", signed(GOOD, Tokens.STRANGER), Reason.CAP_ISSUER));
        rows.add(new Row("signed by its holder", signed(GOOD, Tokens.HOLDER), Reason.CAP_ISSUER));
        rows.add(new Row("in another's name", signed(GOOD.replace("acme", "evil")), Reason.CAP_ISSUER));
        rows.add(new Row("in a name that looks alike", signed(GOOD.replace("acme", "\u0430cme")), Reason.CAP_ISSUER));
        rows.add(new Row(
                "in the name of its own key",
                signed(GOOD.replace(
                        "acme", Grant.signer(Tokens.ISSUER.publicKey().keyId()))),
                Reason.CAP_ISSUER));
        Dsse forged = Dsse.of(
                Grant.PAYLOAD_TYPE,
                GOOD.replace("file.*", "**").getBytes(UTF_8),
                Dsse.sign(Grant.PAYLOAD_TYPE, GOOD.getBytes(UTF_8), Tokens.ISSUER)
                        .signatures());
        rows.add(new Row("the signature of another payload", TokenJson.parse(forged.toJson()), Reason.CAP_SIGNATURE));
        Dsse elsewhere = Dsse.of(
                Grant.PAYLOAD_TYPE,
                GOOD.getBytes(UTF_8),
                Dsse.sign("application/json", GOOD.getBytes(UTF_8), Tokens.ISSUER)
                        .signatures());
        rows.add(new Row("the signature of another type", TokenJson.parse(elsewhere.toJson()), Reason.CAP_SIGNATURE));
    }

    private static String with(String member) {
        return GOOD.replaceFirst("\\{", "{" + Matcher.quoteReplacement(member) + ",");
    }

    private static void payload(List<Row> rows, String what, String payload) {
        rows.add(new Row("payload: " + what, signed(payload), Reason.CAP_MALFORMED));
    }

    private static TokenResult signed(String payload) {
        return signed(payload, Tokens.ISSUER);
    }

    private static TokenResult signed(String payload, SigningKey key) {
        return TokenJson.parse(
                Dsse.sign(Grant.PAYLOAD_TYPE, payload.getBytes(UTF_8), key).toJson());
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
