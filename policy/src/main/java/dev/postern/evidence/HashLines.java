package dev.postern.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes one a line, in base64. */
final class HashLines {

    private HashLines() {}

    /** All of them, or null when a line is not a hash. */
    static @Nullable List<TreeHash> parse(List<String> lines) {
        List<TreeHash> hashes = new ArrayList<>(lines.size());
        for (String line : lines) {
            TreeHash hash = TreeHash.fromBase64(line);
            if (hash == null) {
                return null;
            }
            hashes.add(hash);
        }
        return hashes;
    }
}
