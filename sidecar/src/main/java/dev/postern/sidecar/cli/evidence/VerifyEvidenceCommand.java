package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.Base64Text;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.ForkProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TlogProof;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.evidence.session.BundleName;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Finding;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.cli.console.TextFile;
import dev.postern.sidecar.cli.keys.WrittenKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern evidence verify}. */
@Command(
        name = "verify",
        description = "Verify a log, a proof, a checkpoint or a proof of a fork, with public keys and nothing else.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence verify /var/lib/postern/evidence --key log.vkey --since monday.checkpoint",
            "  postern evidence verify receipt.tlog-proof --key log.vkey",
            "  postern evidence verify receipt.tlog-proof --leaf receipt.json --policy policy.txt --json",
            "  postern evidence verify session.json --key log.vkey --gate gate.pub",
            "  postern evidence verify checkpoint --key 'example.com/log+33d7b496+AeHTu4Q3hEIM…'",
            "",
            "A log is read whole: every receipt is hashed again and every checkpoint verified.",
            "A .tlog-proof of a receipt carries the receipt; --leaf gives the bytes of one that does not.",
            "",
            "@|bold Exit|@  0 shown · 2 usage or bad input · 10 to 39 not shown, one number per reason"
        })
final class VerifyEvidenceCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR|FILE",
            description = "A log's directory, a .tlog-proof, a signed checkpoint, a fork proof, or a session's bundle.")
    private Path path = Path.of("");

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--leaf", paramLabel = "FILE", description = "The bytes whose leaf the proof is of.")
    private @Nullable Path leaf;

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = "A checkpoint kept from earlier, which the log must have had. May be repeated.")
    private List<Path> since = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "What the bundle of a session must be called.")
    private @Nullable String name;

    @Option(
            names = "--gate",
            paramLabel = "KEY|FILE",
            description =
                    "Who may have signed the egress certificates of a bundle: 64 hexadecimal digits, or a file of "
                            + "them or of a PEM public key. May be repeated.")
    private List<String> gates = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyEvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TrustPolicy policy = trust.policy();
        if (Files.isDirectory(path)) {
            return verifyLog(policy).print(terminal, json);
        }
        if (!since.isEmpty()) {
            throw CommandException.badInput("--since is for logs, but '" + path + "' is no directory");
        }
        if (isJson()) {
            BundledCertificates certificates = new BundledCertificates(WrittenKey.read("--gate", gates));
            return new BundleCheck(policy, certificates)
                    .check(bundleBytes(), bundleName())
                    .print(terminal, json);
        }
        return verify(TextFile.read(path, TlogProof.MAX_CHARACTERS), policy).print(terminal, json);
    }

    /** Not when it cannot be read: whoever reads it as text says why. */
    private boolean isJson() throws IOException {
        if (!Files.isReadable(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == '{';
        }
    }

    private byte[] bundleBytes() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(BundleCheck.MOST_BYTES + 1);
        }
    }

    private @Nullable BundleName bundleName() {
        BundleName expected = name == null ? null : BundleName.parse(name);
        if (name != null && expected == null) {
            throw CommandException.badInput("--name '" + name + "', expected evid:SESSION:ROOT");
        }
        return expected;
    }

    /** A log that no longer has, or contradicts, a checkpoint someone kept is not what it was. */
    private Finding verifyLog(TrustPolicy policy) throws IOException {
        List<Checkpoint> brought = new ArrayList<>();
        List<SignedNote> notes =
                new ArrayList<>(since.stream().map(LogOptions::note).toList());
        SignedNote newest = LogOptions.newest(path);
        if (newest != null) {
            notes.add(newest);
        }
        for (SignedNote note : notes) {
            if (policy.judge(note) instanceof CheckpointTrust.Untrusted untrusted) {
                return Finding.untrusted(untrusted).with("kind", "checkpoint");
            }
            brought.add(Objects.requireNonNull(Checkpoint.parse(note.text())));
        }
        TrustPolicy carried = TrustPolicy.of(policy.logs()); // witnesses sign what was published, not what is carried
        return LogOptions.finding(Audits.run(terminal, path, carried, brought, loss -> {}));
    }

    private Finding verify(String text, TrustPolicy policy) throws IOException {
        TlogProof proof = TlogProof.parse(text);
        if (proof != null) {
            return verify(proof, policy);
        }
        ForkProof fork = ForkProof.parse(text);
        if (fork != null) {
            return Finding.of(fork.verify(policy.logs())).with("kind", "fork");
        }
        SignedNote note = SignedNote.parse(text);
        return note == null
                ? Finding.malformed("'" + path + "' is no proof, checkpoint or fork proof")
                : verify(note, policy);
    }

    private Finding verify(SignedNote note, TrustPolicy policy) {
        CheckpointTrust judged = policy.judge(note);
        if (judged instanceof CheckpointTrust.Untrusted untrusted) {
            return Finding.untrusted(untrusted).with("kind", "checkpoint");
        }
        Finding finding = Finding.of(Verification.verified()).with("kind", "checkpoint");
        describe(finding, (CheckpointTrust.Trusted) judged);
        return finding;
    }

    private Finding verify(TlogProof proof, TrustPolicy policy) throws IOException {
        byte[] bytes = leafBytes(proof);
        Finding finding = Finding.of(proof.verify(MerkleHasher.leafHash(bytes), policy))
                .with("kind", "inclusion")
                .with("index", proof.index())
                .with("leaf", MerkleHasher.leafHash(bytes).hex());
        if (policy.judge(proof.checkpoint()) instanceof CheckpointTrust.Trusted trusted) {
            describe(finding, trusted);
        }
        if (finding.verification().isVerified()) {
            finding.fields().set("receipt", readable(bytes));
        }
        return finding;
    }

    /** A receipt is JSON; the leaf of another log may be anything. */
    private static JsonNode readable(byte[] leaf) throws IOException {
        try {
            return Json.JSON.readTree(leaf);
        } catch (JsonProcessingException notJson) {
            return BinaryNode.valueOf(leaf);
        }
    }

    private byte[] leafBytes(TlogProof proof) throws IOException {
        if (leaf != null) {
            return Files.readAllBytes(leaf);
        }
        byte[] carried = proof.extra() == null ? null : Base64Text.parse(proof.extra());
        if (carried == null) {
            throw CommandException.badInput("'" + path + "' carries no receipt, expected --leaf FILE");
        }
        return carried;
    }

    private static void describe(Finding finding, CheckpointTrust.Trusted trusted) {
        Checkpoint checkpoint = trusted.checkpoint();
        finding.with("origin", checkpoint.origin())
                .with("size", checkpoint.size())
                .with("root", checkpoint.root().hex());
        ObjectNode cosigned = Json.object();
        for (Map.Entry<String, Long> witness : new TreeMap<>(trusted.cosigned()).entrySet()) {
            cosigned.put(witness.getKey(), witness.getValue());
        }
        if (!cosigned.isEmpty()) {
            finding.fields().set("cosigned", cosigned);
        }
    }
}
