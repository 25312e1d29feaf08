package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.DamagedException;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked example of docs/wire-format.md, worked again. */
class WireFormatTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final long NOW = 1_795_240_800_250L;
    private static final Form FORM = new Form(
            "sha256:" + "ab".repeat(32),
            "none",
            List.of(),
            "ALLOW",
            "ext_authz",
            "enforce",
            List.of(),
            "policy.permit",
            List.of("docs.ccl:2"));

    private final String document = document();
    private final byte[] salt = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
    private final byte[] question = question();
    private final byte[] leaf = leaf();

    @Test
    void theReceiptOfTheDocumentIsTheOneWeWrite() {
        assertThat(document).contains("\n" + new String(leaf, StandardCharsets.UTF_8) + "\n");
        assertThat(document).contains("one line of " + leaf.length + " bytes");
        assertThat(document).contains(MerkleHasher.leafHash(leaf).hex() + "  -");
    }

    @Test
    void theOpeningOfTheDocumentOpensIt() {
        assertThat(document).contains("`" + HEX.formatHex(salt) + "`");
        assertThat(document).contains("\n" + HEX.formatHex(question) + "\n");
        assertThat(document)
                .contains("SHA2-256(stdin)= "
                        + new Opening(salt, question).commitment().hex());
    }

    @Test
    void theReceiptOfTheDocumentIsCanonical() {
        JsonResult parsed = JsonParser.parse(leaf, JsonLimits.STRICT);
        assertThat(parsed).isInstanceOf(JsonResult.Parsed.class);
        assertThat(CanonicalBytes.of(((JsonResult.Parsed) parsed).value()).toByteArray())
                .isEqualTo(leaf);
    }

    @Test
    void theStoredReceiptOfTheDocumentIsTheOneWeStore() throws DamagedException {
        assertThat(document).contains("\n" + HEX.formatHex(stored()) + "\n");
    }

    private byte[] stored() throws DamagedException {
        FrameWriter writer = new FrameWriter();
        writer.begin(7, TreeHash.of(new byte[32]), NOW - 250, 0);
        byte[] digests = HEX.parseHex("11".repeat(32) + "22".repeat(32));
        byte[] commitment = new Opening(salt, question).commitment().toByteArray();
        writer.receipt(
                writer.form(FORM), 1, 42, 1_234_567_890L, NOW, commitment, 0, new Rests().turnTo(digests, 0, 1, 1));
        byte[] frame = writer.end(0, new ByteBuilder(0), new byte[0]).toByteArray();
        ByteReader records = Frame.parse(frame, 0, frame.length).recordsReader();
        return records.bytes(records.remaining());
    }

    private byte[] leaf() {
        Leaf.Stamp stamp = new Leaf.Stamp(
                "postern.local/example", "i-example", 0x0123_4567_89ab_cdefL, NOW, TreeHash.of(new byte[32]));
        Leaf receipt = new Leaf.Receipt(
                stamp, 1, 42, 1_234_567_890L, FORM, new Opening(salt, question).commitment(), List.of(), List.of());
        ByteBuilder out = new ByteBuilder(1 << 10);
        new LeafText().write(receipt, out);
        return out.toByteArray();
    }

    private static byte[] question() {
        QuestionWriter writer = new QuestionWriter();
        Check check = new Check(
                "default",
                new Principal("alice", List.of("writer"), Map.of()),
                "http.get",
                "/docs/42",
                Map.of(),
                Attributes.NONE,
                NOW);
        writer.check(check, 1, Sensitive.ALWAYS);
        writer.fact(FieldPath.of("source.address"), new Value.Text("10.0.0.7"), Sensitive.ALWAYS);
        return writer.out().toByteArray();
    }

    private static String document() {
        try {
            return Files.readString(Path.of("../docs/wire-format.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prints the example, for whoever changes the format. */
    public static void main(String[] ignored) throws DamagedException {
        WireFormatTest test = new WireFormatTest();
        System.out.println("RECEIPT " + new String(test.leaf, StandardCharsets.UTF_8));
        System.out.println("LEAFHASH " + MerkleHasher.leafHash(test.leaf).hex());
        System.out.println("SALT " + HEX.formatHex(test.salt));
        System.out.println("QUESTION " + HEX.formatHex(test.question));
        System.out.println("COMMITMENT "
                + new Opening(test.salt, test.question).commitment().hex());
        System.out.println("LENGTH " + test.leaf.length);
        System.out.println("STORED " + HEX.formatHex(test.stored()));
    }
}
