package dev.postern.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What a log says of itself at one moment: its origin, how many leaves it has, and the root over them. Its text is the
 * body of a C2SP tlog-checkpoint: three lines, no extension lines.
 *
 * @param origin the log's name, neither empty nor with spaces, {@code +} or control characters
 */
public record Checkpoint(String origin, long size, TreeHash root) {

    public Checkpoint {
        if (!KeyName.isValid(origin)) {
            throw new IllegalArgumentException("origin '" + origin + "', expected a name without spaces or +");
        }
        if (size < 0 || size > Frontier.MAX_SIZE) {
            throw new IllegalArgumentException("size " + size + ", expected 0 to 2^62");
        }
    }

    /** The checkpoint that {@code text} is; null when it is not exactly one. Extension lines are refused. */
    public static @Nullable Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty() || !KeyName.isValid(lines[0])) {
            return null;
        }
        long size = TreeDecimal.parse(lines[1]);
        TreeHash root = TreeHash.fromBase64(lines[2]);
        return size == TreeDecimal.NONE || root == null ? null : new Checkpoint(lines[0], size, root);
    }

    /** The three lines that are signed, each ended by a newline. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
