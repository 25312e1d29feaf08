package dev.postern.evidence;

import dev.postern.crypto.Base64Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a leaf is in a log, in one text that is verified offline: its index, its path and the signed checkpoint, as C2SP
 * tlog-proof writes them. What is extra proves nothing by itself; here it carries the receipt whose leaf is proved.
 *
 * @param extra standard base64 of any bytes, or null
 */
public record TlogProof(@Nullable String extra, long index, List<TreeHash> path, SignedNote checkpoint) {

    /** Most characters of a proof: room for a checkpoint, a path and a receipt of 1 MiB. */
    public static final int MAX_CHARACTERS = 1 << 21;

    private static final String FORMAT = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final String BLANK_LINE = "\n\n";

    public TlogProof {
        path = List.copyOf(path);
        if (index < 0 || (extra != null && Base64Text.parse(extra) == null)) {
            throw new IllegalArgumentException("index " + index + ", expected 0 or more, with base64 or nothing extra");
        }
    }

    /** The proof that {@code text} is, or null when it is not exactly one. */
    public static @Nullable TlogProof parse(String text) {
        int blank = text.indexOf(BLANK_LINE);
        if (blank < 0 || text.length() > MAX_CHARACTERS) {
            return null;
        }
        SignedNote checkpoint = SignedNote.parse(text.substring(blank + BLANK_LINE.length()));
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        if (checkpoint == null
                || Checkpoint.parse(checkpoint.text()) == null
                || !lines.get(0).equals(FORMAT)) {
            return null;
        }
        String extra = value(lines, 1, EXTRA);
        int indexLine = extra == null ? 1 : 2;
        String written = value(lines, indexLine, INDEX);
        if (written == null || (extra != null && Base64Text.parse(extra) == null)) {
            return null;
        }
        long index = TreeDecimal.parse(written);
        List<TreeHash> path = HashLines.parse(lines.subList(indexLine + 1, lines.size()));
        return index == TreeDecimal.NONE || path == null ? null : new TlogProof(extra, index, path, checkpoint);
    }

    private static @Nullable String value(List<String> lines, int line, String name) {
        return line < lines.size() && lines.get(line).startsWith(name)
                ? lines.get(line).substring(name.length())
                : null;
    }

    /** Whether the checkpoint is to be believed, and the leaf is in the tree it speaks of. */
    public Verification verify(TreeHash leaf, TrustPolicy policy) {
        CheckpointTrust trust = policy.judge(checkpoint);
        if (trust instanceof CheckpointTrust.Trusted trusted) {
            return new InclusionProof(index, trusted.checkpoint().size(), path).verify(leaf, trusted.checkpoint());
        }
        return ((CheckpointTrust.Untrusted) trust).asVerification();
    }

    /** The whole proof as it is written. */
    public String encode() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        if (extra != null) {
            lines.add(EXTRA + extra);
        }
        lines.add(INDEX + index);
        path.forEach(hash -> lines.add(hash.base64()));
        return String.join("\n", lines) + BLANK_LINE + checkpoint.encode();
    }
}
