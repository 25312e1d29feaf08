package dev.postern.sidecar.evidence;

import dev.postern.crypto.ContentDigest;
import dev.postern.evidence.content.ContentStore;
import dev.postern.evidence.content.Retrieval;
import dev.postern.policy.BundleText;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.content.FileContentStore;
import dev.postern.sidecar.content.IntegrityObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every bundle that ever decided, kept under its digest. Never changed, only added to. Thread-safe. */
public final class BundleShelf {

    private static final int MOST_BYTES = 1 << 30;
    private static final String DIRECTORY = "bundles";

    private final ContentStore store;

    public BundleShelf(ContentStore store) {
        this.store = store;
    }

    /** The bundles beside the log in a directory; {@code observer} is told of those that were changed. */
    public static BundleShelf of(Path log, IntegrityObserver observer) {
        return new BundleShelf(new FileContentStore(log.resolve(DIRECTORY), "", MOST_BYTES, observer));
    }

    /** The same, made if it is not there. */
    public static BundleShelf open(Path log, IntegrityObserver observer) throws IOException {
        FileDisk.open(log.resolve(DIRECTORY));
        return of(log, observer);
    }

    /** Keeps a bundle; it is durable when this returns. */
    public void keep(List<SourceFile> files) throws IOException {
        store.put(BundleText.of(files));
    }

    /** The files of a bundle; empty when it is not here, or not what its name says. */
    public Optional<List<SourceFile>> find(String digest) throws IOException {
        ContentDigest wanted = ContentDigest.parseHex(digest);
        return wanted == null ? Optional.empty() : Optional.ofNullable(files(store.get(wanted)));
    }

    private static @Nullable List<SourceFile> files(Retrieval retrieval) {
        return retrieval instanceof Retrieval.Found found
                ? BundleText.parse(found.content().toByteArray())
                : null;
    }
}
