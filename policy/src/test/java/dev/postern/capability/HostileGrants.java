package dev.postern.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.capability.HostileTokenTableTest.Row;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Grants that no issuer should sign, signed all the same, and good ones signed by whoever should not. */
final class HostileGrants {

    static final String GOOD = """
            {"version":"1.0","token_id":"t","tenant":"default","subject_id":"s","issuer":"acme","audience":["shop"],\
            "issued_at":%1$d,"expires_at":%2$d,"capabilities":["file.*"],"scopes":["/docs/**"]}""".formatted(Tokens.NOW, Tokens.NOW + 600);

    private HostileGrants() {}

    /** Adds a row for each of them. */
    static void addTo(List<Row> rows) {
        members(rows);
        values(rows);
        signers(rows);
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

    static TokenResult signed(String payload) {
        return signed(payload, Tokens.ISSUER);
    }

    private static TokenResult signed(String payload, SigningKey key) {
        return TokenJson.parse(
                Dsse.sign(Grant.PAYLOAD_TYPE, payload.getBytes(UTF_8), key).toJson());
    }
}
