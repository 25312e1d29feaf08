package dev.postern.policy;

import java.util.HexFormat;
import java.util.List;

/** Names a bundle by what is in it. */
final class BundleDigest {

    private BundleDigest() {}

    /** SHA-256 over path and text of each file, in that order, as 64 lower-case hexadecimal digits. */
    static String of(List<SourceFile> files) {
        Digest digest = new Digest();
        for (SourceFile file : files) {
            digest.add(file.path()).add(file.text());
        }
        return HexFormat.of().formatHex(digest.bytes());
    }
}
