package dev.postern.loadtest.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.Deflater;

/** Contents of 64 KiB that are scanned: ordinary ones, and ones made to be dear. */
public enum EgressTexts {
    /** Prose, program text and JSON in turn. */
    CLEAN((random, n) -> switch (n % 3) {
        case 0 -> "The committee met on a rainy Tuesday and agreed, after some hours, to meet again.\n";
        case 1 -> "    for (int i = 0; i < " + random.nextInt(100) + "; i++) { total += values[i].count(); }\n";
        default ->
            "{\"id\":" + random.nextInt(1_000) + ",\"state\":\"open\",\"ratio\":0." + random.nextInt(1_000)
                    + ",\"tags\":[\"a\",\"b\"]}\n";
    }),
    /** The literals of many detectors, of which each comes to nothing. */
    NEAR_MISSES((random, n) ->
            "AKIA ghp_ xoxb- sk_live_x eyJ. -----BEGIN PRIVATE password= token: key= ://a:b @x. 12-34 4111 1111 1\n"),
    /** Names that promise a secret, without one. */
    ASSIGNMENTS((random, n) -> "password=password token=token key=key secret=secret "),
    /** Cards but for the last digit. */
    NUMBERS((random, n) -> "4111 1111 1111 111" + (2 + n % 8) + " 12 34 56 78 90 12 34-56-78 "),
    /** Base64 within base64. */
    NESTED((random, n) -> twice("the quick brown fox jumps over the lazy dog and sleeps ".repeat(8)) + " "),
    /** Every character escaped. */
    ESCAPES((random, n) -> "%61%62%63%20\\u0061\\u0062 "),
    /** Prefixes of tokens that may themselves be the rest of one. */
    CHAINED((random, n) ->
            n % 3 == 0 ? "ya29.ya29.xoxb-xoxb-" : n % 3 == 1 ? "ops_eyJ-eyJ-ewo-eyJ-" : "glpat-glpat-glsoat-"),
    /** Tokens of the right shape that say of themselves that they are none. */
    PLACEHOLDERS((random, n) -> "xoxb-put-your-token-here-1234567 ghp_xxxxxxxxxxxxxxxxxxxxabcdefghijkxxxx1234 "),
    /** Private keys that begin and do not end. */
    KEYS((random, n) -> "-----BEGIN PRIVATE KEY-----abcdef\n"),
    /** Words of letters and digits, each pair of digits of which may be of an identity number. */
    WORDS((random, n) -> "a12b34c56d78e90f12g34h " + "x1234y5678z9012w "),
    /** Words that say what a number is, before numbers whose check fails. */
    TOLD((random, n) -> "ssn tel card tax id 12345678" + n % 10 + " nir 41111111111111" + (10 + n % 90) + " "),
    /** Addresses in hexadecimal groups that go on too long. */
    GROUPS((random, n) -> "a1:b2:c3:d4:e5:f6:a7 fe80:1:2:3:4:5:6:7:8 "),
    /** Numbers of nine digits, which may be of many countries. */
    NINE_DIGITS((random, n) -> random.nextInt(100_000_000, 1_000_000_000) + " "),
    /** Identifiers that may be runs of base64 from behind each of their dashes. */
    IDENTIFIERS((random, n) -> new UUID(random.nextLong(), random.nextLong()) + " "),
    /** Names of secrets whose value is another, and so on. */
    CHAINED_NAMES((random, n) -> "password:pwd:secret:token:key:"),
    /** An escape in each of many short lines. */
    ESCAPED_LINES((random, n) -> "%41\n"),
    /** Short texts compressed by zlib, in base64. */
    PACKED((random, n) -> packed("text" + n % 10) + " "),
    /** Nothing but findings. */
    FINDINGS((random, n) -> "a" + n % 10 + "@b.de ");

    /** What a content is made of. */
    @FunctionalInterface
    private interface Line {

        /** Line {@code n}, counted from 0. */
        String of(SplittableRandom random, int n);
    }

    private static final int LENGTH = 64 << 10;

    @SuppressWarnings("ImmutableEnumChecker") // each is a function of its arguments alone
    private final Line line;

    EgressTexts(Line line) {
        this.line = line;
    }

    /** The content, the same each time. */
    public byte[] bytes() {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder(LENGTH + 2_048);
        for (int n = 0; text.length() < LENGTH; n++) {
            text.append(line.of(random, n));
        }
        return Arrays.copyOf(text.toString().getBytes(US_ASCII), LENGTH);
    }

    private static String twice(String text) {
        Base64.Encoder encoder = Base64.getEncoder();
        return encoder.encodeToString(encoder.encode(text.getBytes(US_ASCII)));
    }

    private static String packed(String text) {
        byte[] packed = new byte[64];
        Deflater deflater = new Deflater();
        deflater.setInput(text.getBytes(US_ASCII));
        deflater.finish();
        int length = deflater.deflate(packed);
        deflater.end();
        return Base64.getEncoder().encodeToString(Arrays.copyOf(packed, length));
    }
}
