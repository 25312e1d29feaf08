package dev.postern.sidecar.cli.evidence;

import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.TrustPolicyParser;
import dev.postern.evidence.VerifierKey;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.TextFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whose checkpoints a command believes: there is no default, since who asks a log for its own key learns nothing. */
final class TrustOptions {

    private static final int MAX_BYTES = 1 << 20;

    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    /** The one or the other. */
    private static final class Whom {

        @Option(
                names = "--key",
                paramLabel = "KEY|FILE",
                description =
                        "The log's public key as name+id+base64, or a file of it, or of several: all that ever signed it.")
        private List<String> keys = List.of();

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "Keys of logs and witnesses, and the quorum, as C2SP tlog-policy writes them.")
        private @Nullable Path policy;
    }

    TrustPolicy policy() {
        return whom.policy == null
                ? TrustPolicy.of(
                        whom.keys.stream().flatMap(text -> keys(text).stream()).toList())
                : policy(whom.policy);
    }

    private static List<VerifierKey> keys(String text) {
        String written = text.contains("+") ? text : TextFile.read(Path.of(text), MAX_BYTES);
        List<VerifierKey> keys = VerifierKey.parseLines(written);
        if (keys == null || keys.isEmpty() || keys.stream().anyMatch(key -> key.kind() != VerifierKey.Kind.LOG)) {
            throw CommandException.badInput("--key '" + text + "', expected a log's Ed25519 key as name+id+base64");
        }
        return keys;
    }

    private static TrustPolicy policy(Path file) {
        TrustPolicyParser.Result result = TrustPolicyParser.parse(TextFile.read(file, MAX_BYTES));
        if (result instanceof TrustPolicyParser.Result.Parsed parsed) {
            return parsed.policy();
        }
        TrustPolicyParser.Result.Refused refused = (TrustPolicyParser.Result.Refused) result;
        throw CommandException.badFiles(List.of(file + ":" + refused.line() + ":1: error: " + refused.message()));
    }
}
