package dev.postern.sidecar.cli.egress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.egress.CertificateCheck;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.cli.console.TextFile;
import dev.postern.sidecar.cli.keys.WrittenKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern egress verify}. */
@Command(
        name = "verify",
        description = "Verify a signed egress certificate, with nothing but public keys.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern egress verify certificate.json --key gate.pub",
            "  postern egress verify certificate.json --key gate.pub --content letter.txt",
            "",
            "A key is one that 'postern keys show' prints, or a file of it.",
            "",
            "@|bold Exit|@  0 valid · 1 not valid · 2 usage or bad input"
        })
final class EgressVerifyCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 1 << 20;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A certificate: a DSSE envelope as JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY|FILE",
            required = true,
            description =
                    "Whose signature counts: 64 hexadecimal digits, or a file of them or of a PEM public key. Repeatable.")
    private List<String> keys = List.of();

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "What the certificate must be about, as it came or as it was released.")
    private @Nullable Path content;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    EgressVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<PublicKey> trusted = WrittenKey.read("--key", keys);
        byte[] envelope = TextFile.read(file, MAX_BYTES).getBytes(StandardCharsets.UTF_8);
        CertificateCheck check = CertificateCheck.of(envelope, trusted, content == null ? null : digest(content));
        if (json) {
            terminal.out().println(Json.line(report(check)));
        } else {
            terminal.out().println(told(check));
        }
        return check instanceof CertificateCheck.Valid ? Exit.OK : Exit.DENIED;
    }

    /** The content may be larger than memory. */
    private static ContentDigest digest(Path file) {
        Sha256 digest = new Sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] part = new byte[64 << 10];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                digest.update(part, 0, n);
            }
        } catch (IOException e) {
            throw CommandException.badInput("'" + file + "' cannot be read: " + e.getMessage());
        }
        return digest.digest();
    }

    private String told(CertificateCheck check) {
        if (check instanceof CertificateCheck.Valid valid) {
            JsonObject certificate = valid.certificate();
            return terminal.colour("green", "valid") + "  " + text(certificate, "verdict") + " "
                    + text(certificate, "reason")
                    + "  decision " + text(certificate, "id") + " at " + text(certificate, "time") + "\n"
                    + "signed by " + valid.key().keyId();
        }
        return terminal.colour("red", "NOT VALID") + "  " + problem(((CertificateCheck.Invalid) check).fault());
    }

    private static ObjectNode report(CertificateCheck check) throws IOException {
        ObjectNode report = Json.object().put("valid", check instanceof CertificateCheck.Valid);
        if (check instanceof CertificateCheck.Valid valid) {
            report.put("keyId", valid.key().keyId());
            report.set(
                    "certificate",
                    Json.JSON.readTree(CanonicalBytes.of(valid.certificate()).toByteArray()));
        } else if (check instanceof CertificateCheck.Invalid invalid) {
            report.put("fault", invalid.fault().name().toLowerCase(Locale.ROOT));
        }
        return report;
    }

    private static String problem(CertificateCheck.Fault fault) {
        return switch (fault) {
            case ENVELOPE -> "envelope: no DSSE envelope";
            case PAYLOAD_TYPE -> "payload_type: the envelope holds no egress certificate";
            case SIGNATURE -> "signature: none of the keys signed it";
            case PAYLOAD -> "payload: what was signed is no canonical certificate";
            case CONTENT -> "content: it is about another content";
        };
    }

    private static String text(JsonObject certificate, String field) {
        return certificate.get(field) instanceof JsonString text ? text.value() : "?";
    }
}
