package dev.postern.egress.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/**
 * Each way to encode, whatever bytes come: opening never throws, brings what the JDK reads in them, and says of each byte
 * where it came from.
 */
class DecodeFuzzTest {

    private static final int ROUNDS = 2_000;

    private static final Pattern ESCAPE = Pattern.compile(
            "%(?<percent>[0-9a-fA-F]{2})|\\\\u(?<unit>[0-9a-fA-F]{4})|\\\\x(?<octet>[0-9a-fA-F]{2})"
                    + "|\\\\(?<letter>[nrt/\"'\\\\])|(?<plain>.)",
            Pattern.DOTALL);

    @Test
    void base64IsReadAsTheJdkDoesInEitherAlphabetAndHoweverItIsWrapped() {
        Seeds.fuzz(ROUNDS, random -> {
            byte[] plain = bytes(random, 300);
            byte[] text = encoder(random).encode(plain);
            int end = Base64Run.end(text, 0, text.length);
            byte[] out = new byte[text.length];
            assertThat(Arrays.copyOf(out, Base64Run.decode(text, 0, end, out))).isEqualTo(plain);
        });
    }

    @Test
    void aRunOfBase64BringsWhatItsCharactersBringAndNoMore() {
        Seeds.fuzz(ROUNDS, random -> {
            byte[] text = damaged(encoder(random).encode(bytes(random, 200)), random);
            int from = random.nextInt(text.length + 1);
            int to = Base64Run.end(text, from, text.length);
            int[] places = memberPlaces(text, from, to);
            byte[] out = new byte[to - from];
            int length = Base64Run.decode(text, from, to, out);
            assertThat(Arrays.copyOf(out, length)).isEqualTo(jdkBase64(text, places));
            int first = random.nextInt(length + 1);
            int last = random.nextInt(first, length + 1);
            Layer layer = Base64Run.layer(text, from, to, out, first, last);
            assertThat(layer.bytes()).isEqualTo(Arrays.copyOfRange(out, first, last));
            assertLies(layer, from, to);
            for (int i = 0; i < layer.length(); i++) {
                int character = (first + i) / 3 * 4 + (first + i) % 3;
                boolean origin = layer.begin(i) == places[character] && layer.end(i + 1) == places[character + 1] + 1;
                assertThat(origin).as("origin of byte %d", i).isTrue();
            }
        });
    }

    @Test
    void aRunIsTakenUpAgainAfterWholeGroups() {
        Seeds.fuzz(ROUNDS, random -> {
            byte[] text = encoder(random).encode(bytes(random, 300));
            int end = Base64Run.end(text, 0, text.length);
            int whole = end - memberPlaces(text, 0, end).length % 4;
            int at = whole == 0 ? 0 : random.nextInt(whole);
            int next = Base64Run.groupEnd(text, 0, at);
            assertThat(next).isBetween(at, end);
            assertThat(memberPlaces(text, 0, next).length % 4).isZero();
        });
    }

    @Test
    void hexadecimalDigitsAreReadAsTheJdkDoes() {
        Seeds.fuzz(ROUNDS, random -> {
            HexFormat format =
                    random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase();
            byte[] text = damaged(format.formatHex(bytes(random, 200)).getBytes(ISO_8859_1), random);
            int from = random.nextInt(text.length + 1);
            int to = HexRun.end(text, from, text.length);
            byte[] out = new byte[to - from];
            int length = HexRun.decode(text, from, to, out);
            assertThat(Arrays.copyOf(out, length))
                    .isEqualTo(HexFormat.of().parseHex(new String(text, from, to - from, ISO_8859_1)));
            int first = random.nextInt(length + 1);
            assertLies(HexRun.layer(out, from, first, random.nextInt(first, length + 1)), from, to);
        });
    }

    @Test
    void escapesAreUndoneAsOneByOne() {
        Seeds.fuzz(ROUNDS, random -> {
            byte[] text = escaped(random);
            int from = random.nextInt(text.length + 1);
            int to = random.nextInt(from, text.length + 1);
            Layer layer = EscapedText.decode(text, from, to);
            assertThat(Arrays.copyOf(layer.bytes(), layer.length()))
                    .isEqualTo(unescaped(new String(text, from, to - from, ISO_8859_1)));
            assertLies(layer, from, to);
        });
    }

    @Test
    void percentEscapesAreReadAsTheJdkDoes() {
        Seeds.fuzz(ROUNDS, random -> {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes(random, 100)) {
                boolean plain = Character.isLetterOrDigit(b) && b > 0;
                text.append(plain ? Character.toString(b) : "%" + HexFormat.of().toHexDigits(b));
            }
            byte[] bytes = text.toString().getBytes(ISO_8859_1);
            Layer layer = EscapedText.decode(bytes, 0, bytes.length);
            assertThat(new String(layer.bytes(), 0, layer.length(), ISO_8859_1))
                    .isEqualTo(URLDecoder.decode(text.toString(), ISO_8859_1));
        });
    }

    @Test
    void whatIsCompressedIsInflatedWithinItsBoundAndWholeOnlyIfTheJdkReadsItWhole() {
        Inflation inflation = new Inflation();
        Seeds.fuzz(ROUNDS, random -> {
            byte[] plain = bytes(random, random.nextBoolean() ? 200 : 20_000);
            byte[] packed = packed(plain, random);
            packed = random.nextBoolean() ? packed : damaged(packed, random);
            boolean begins = Compressed.begins(packed, packed.length);
            for (int length = 1; begins && length < Math.min(packed.length, 40); length++) {
                assertThat(Compressed.mayBegin(packed, length))
                        .as("of %d bytes", length)
                        .isTrue();
            }
            int most = random.nextInt(25_000);
            Inflation.Inflated inflated =
                    inflation.inflate(packed, packed.length, 7, 7 + packed.length, most, true, "base64/");
            Layer layer = inflated.layer();
            assertThat(layer.length()).isLessThanOrEqualTo(most);
            assertLies(layer, 7, 7 + packed.length);
            if (inflated.whole()) {
                assertThat(layer.bytes()).isEqualTo(unpacked(packed));
            }
        });
    }

    /** Each byte comes from somewhere in the text, and from no place before that of the byte before it. */
    private static void assertLies(Layer layer, int from, int to) {
        int begin = from;
        int end = from;
        for (int i = 0; i < layer.length(); i++) {
            boolean follows = layer.begin(i) >= begin && layer.end(i + 1) >= end && layer.end(i + 1) > layer.begin(i);
            assertThat(follows).as("origin of byte %d", i).isTrue();
            begin = layer.begin(i);
            end = layer.end(i + 1);
        }
        assertThat(end).isLessThanOrEqualTo(to);
    }

    private static byte[] bytes(SplittableRandom random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Base64.Encoder encoder(SplittableRandom random) {
        byte[] newline = (random.nextBoolean() ? "\r\n" : "\n").getBytes(ISO_8859_1);
        return switch (random.nextInt(5)) {
            case 0 -> Base64.getEncoder();
            case 1 -> Base64.getUrlEncoder();
            case 2 -> Base64.getEncoder().withoutPadding();
            case 3 -> Base64.getMimeEncoder(64, newline);
            default -> Base64.getMimeEncoder(76, newline);
        };
    }

    /** With up to four bytes that are others. */
    private static byte[] damaged(byte[] text, SplittableRandom random) {
        for (int i = random.nextInt(5); i > 0 && text.length > 0; i--) {
            text[random.nextInt(text.length)] = (byte) random.nextInt(256);
        }
        return text;
    }

    private static int[] memberPlaces(byte[] text, int from, int to) {
        int[] places = new int[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (Base64Run.member(text[i])) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** What the JDK reads in these characters; one alone that is left over says nothing. */
    private static byte[] jdkBase64(byte[] text, int[] places) {
        byte[] characters = new byte[places.length - (places.length % 4 == 1 ? 1 : 0)];
        for (int i = 0; i < characters.length; i++) {
            byte c = text[places[i]];
            characters[i] = c == '-' ? (byte) '+' : c == '_' ? (byte) '/' : c;
        }
        return Base64.getDecoder().decode(characters);
    }

    private static byte[] escaped(SplittableRandom random) {
        String[] pieces = {"%41", "%C3%a9", "%", "%4", "%zz", "\\u0041", "\\u00e9", "\\u20AC", "\\ud83d\\ude00", "\\u00"
        };
        String[] others = {"\\x41", "\\x4", "\\n", "\\r", "\\t", "\\/", "\\\"", "\\'", "\\\\", "\\", "\\q", "word", " "
        };
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(40); n > 0; n--) {
            String[] some = random.nextBoolean() ? pieces : others;
            text.append(some[random.nextInt(some.length)]);
        }
        return damaged(text.toString().getBytes(ISO_8859_1), random);
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(text);
        while (escape.find()) {
            if (escape.group("percent") != null) {
                out.write(Integer.parseInt(escape.group("percent"), 16));
            } else if (escape.group("octet") != null) {
                out.write(Integer.parseInt(escape.group("octet"), 16));
            } else if (escape.group("unit") != null) {
                out.writeBytes(unit((char) Integer.parseInt(escape.group("unit"), 16)));
            } else if (escape.group("letter") != null) {
                char letter = escape.group("letter").charAt(0);
                out.write(letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter == 't' ? '\t' : letter);
            } else {
                out.write(escape.group("plain").charAt(0));
            }
        }
        return out.toByteArray();
    }

    /** One UTF-16 unit as UTF-8 has it; half of a pair is encoded like any other. */
    private static byte[] unit(char unit) {
        return Character.isSurrogate(unit)
                ? new byte[] {
                    (byte) (0xE0 | unit >> 12), (byte) (0x80 | (unit >> 6 & 0x3F)), (byte) (0x80 | (unit & 0x3F))
                }
                : Character.toString(unit).getBytes(UTF_8);
    }

    private static byte[] packed(byte[] plain, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = random.nextBoolean() ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            packing.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) {
        ByteArrayInputStream in = new ByteArrayInputStream(packed);
        try (InputStream inflated = packed[0] == 0x1f ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
            return inflated.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
