package dev.postern.sidecar.cli.evidence;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.Question;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TlogProof;
import dev.postern.evidence.session.Artefact;
import dev.postern.evidence.session.ArtefactKind;
import dev.postern.evidence.session.BundleName;
import dev.postern.evidence.session.EvidenceBundle;
import dev.postern.policy.Value;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.evidence.AskedReceipts;
import dev.postern.sidecar.evidence.LogReader;
import dev.postern.sidecar.evidence.SessionShelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern evidence bundle}. */
@Command(
        name = "bundle",
        description = "Gather what a session left behind into one file that verifies alone.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence bundle evidence/ --session 7f3a --certificate egress-1.json --out session.json",
            "  postern evidence verify session.json --key log.vkey",
            "",
            "Gathered are the receipts of checks whose context says 'session' (or what --by names) is the session,"
                    + " those whose",
            "decisions the certificates name, a proof of each, the certificates, and the digests of the tokens they"
                    + " rest on.",
            "The name of the bundle, evid:SESSION:ROOT, goes to standard error; nothing else can have it.",
            "",
            "@|bold Exit|@  0 gathered · 2 usage, bad input or nothing found · 25 the log is damaged"
        })
final class BundleEvidenceCommand implements Callable<Integer> {

    private static final int MOST_CERTIFICATE_BYTES = 1 << 20;

    private final Terminal terminal;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--session", required = true, paramLabel = "ID", description = "The session.")
    private String session = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Attribute of the context that names the session.")
    private String by = "session";

    @Option(names = "--certificate", paramLabel = "FILE", description = "An egress certificate. May be repeated.")
    private List<Path> certificates = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there instead of to standard output.")
    private @Nullable Path out;

    @Option(names = "--keep", description = "Keep it beside the log, where a running sidecar serves it by its name.")
    private boolean keep;

    BundleEvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A receipt of the session, and where it is. */
    @SuppressWarnings("ArrayRecordComponent") // made here, handed on once
    private record Gathered(long leaf, byte[] text, Leaf.Receipt receipt) {}

    @Override
    public Integer call() throws IOException {
        if (!BundleName.isSession(session)) {
            throw CommandException.badInput(
                    "--session '" + session + "', expected 1 to 128 letters, digits, '.', '_' and '-'");
        }
        SignedNote note = LogOptions.newest(log.directory());
        if (note == null) {
            throw CommandException.badInput("'" + log.directory() + "' has no checkpoint yet");
        }
        List<SessionCertificate> shown = new ArrayList<>();
        for (Path file : certificates) {
            shown.add(SessionCertificate.read(file, session, MOST_CERTIFICATE_BYTES));
        }
        try (LogReader reader = LogReader.open(log.disk())) {
            EvidenceBundle bundle = EvidenceBundle.gather(session, artefacts(reader, note, shown));
            if (keep && !SessionShelf.of(log.directory()).keep(bundle)) {
                throw CommandException.badInput(
                        "a bundle of more than " + SessionShelf.MOST_BYTES + " bytes is not kept, expected --out");
            }
            if (out != null || !keep) {
                write(bundle.toJson());
            }
            terminal.err().println(bundle.name());
            return Exit.OK;
        } catch (DamagedException e) {
            terminal.err().println("postern: " + log.directory() + ": " + e.getMessage());
            return EvidenceFault.DAMAGED.number();
        }
    }

    private List<Artefact> artefacts(LogReader reader, SignedNote note, List<SessionCertificate> shown)
            throws IOException, DamagedException {
        Checkpoint checkpoint = Objects.requireNonNull(Checkpoint.parse(note.text()));
        MerkleTree tree = new MerkleTree(reader.nodes(), checkpoint.size());
        List<Artefact> artefacts = new ArrayList<>();
        Set<ContentDigest> tokens = new LinkedHashSet<>();
        for (Gathered each : gather(reader, checkpoint.size(), shown)) {
            InclusionProof proof = tree.inclusion(each.leaf(), checkpoint.size());
            if (!proof.verify(MerkleHasher.leafHash(each.text()), checkpoint).isVerified()) {
                throw new DamagedException("the nodes beside the log do not prove leaf " + each.leaf());
            }
            String text = new TlogProof(null, each.leaf(), proof.path(), note).encode();
            artefacts.add(Artefact.of(ArtefactKind.RECEIPT, each.text()));
            artefacts.add(Artefact.of(ArtefactKind.PROOF, text.getBytes(StandardCharsets.UTF_8)));
            tokens.addAll(each.receipt().tokens());
        }
        shown.forEach(each -> artefacts.add(Artefact.of(ArtefactKind.EGRESS_CERTIFICATE, each.bytes())));
        tokens.forEach(token -> artefacts.add(Artefact.token(token)));
        if (artefacts.isEmpty() || artefacts.size() > EvidenceBundle.MAX_ARTEFACTS) {
            throw CommandException.badInput(artefacts.size() + " artefacts of session '" + session + "', expected 1 to "
                    + EvidenceBundle.MAX_ARTEFACTS);
        }
        return artefacts;
    }

    private List<Gathered> gather(LogReader reader, long size, List<SessionCertificate> shown)
            throws IOException, DamagedException {
        Map<String, ContentDigest> named = new HashMap<>();
        shown.forEach(each -> named.put(each.decision(), each.digest()));
        List<Gathered> gathered = new ArrayList<>();
        new AskedReceipts(reader).forEach((at, receipt, text, asked, question) -> {
            String id = new DecisionId(receipt.stamp().boot(), receipt.lane(), receipt.number()).toString();
            ContentDigest certificate = at < size ? named.remove(id) : null;
            if (certificate != null && !receipt.egress().contains(certificate)) {
                throw CommandException.badInput("the receipt " + id + " names another certificate, or none");
            }
            if (at < size && (certificate != null || isOfSession(question))) {
                gathered.add(new Gathered(at, text, receipt));
            }
        });
        if (!named.isEmpty()) {
            throw CommandException.badInput(
                    "no receipt under the newest checkpoint for the certificates of " + named.keySet());
        }
        return gathered;
    }

    private boolean isOfSession(byte @Nullable [] question) throws DamagedException {
        return question != null
                && Question.decode(question).context().get(by) instanceof Value.Text text
                && text.value().equals(session);
    }

    private void write(byte[] file) throws IOException {
        if (out == null) {
            terminal.out().println(new String(file, StandardCharsets.UTF_8));
        } else {
            Files.write(out, file);
        }
    }
}
