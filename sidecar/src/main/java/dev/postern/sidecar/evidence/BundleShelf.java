package dev.postern.sidecar.evidence;

import dev.postern.policy.BundleText;
import dev.postern.policy.SourceFile;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every bundle that ever decided, by its digest: the SHA-256 of a file here is its name, which each read checks. Never
 * changed, only added to.
 */
public final class BundleShelf {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Disk disk;

    public BundleShelf(Disk disk) {
        this.disk = disk;
    }

    /** Keeps a bundle; it is durable when this returns. */
    public void keep(String digest, List<SourceFile> files) throws IOException {
        if (!disk.names().contains(digest)) {
            disk.replace(digest, BundleText.of(files));
        }
    }

    /** The files of a bundle; empty when it is not here, or not what its name says. */
    public Optional<List<SourceFile>> find(String digest) throws IOException {
        if (!DIGEST.matcher(digest).matches() || !disk.names().contains(digest)) {
            return Optional.empty();
        }
        byte[] bytes = disk.read(digest);
        String actual = HexFormat.of().formatHex(Segment.sha256().digest(bytes));
        return actual.equals(digest) ? Optional.ofNullable(BundleText.parse(bytes)) : Optional.empty();
    }
}
