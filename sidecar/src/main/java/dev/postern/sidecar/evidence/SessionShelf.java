package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.crypto.JsonLimits;
import dev.postern.evidence.session.BundleName;
import dev.postern.evidence.session.EvidenceBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bundles of sessions kept beside a log, each in a file of its name, so that they can be had from a running sidecar. Only
 * what is what its name says is given. Thread-safe, also between processes.
 */
public final class SessionShelf {

    /** Bytes of the largest bundle that is kept: what fits into one answer. */
    public static final int MOST_BYTES = 4_000_000;

    private static final String DIRECTORY = "sessions";

    private final Path directory;

    private SessionShelf(Path directory) {
        this.directory = directory;
    }

    /** The bundles beside the log in a directory. */
    public static SessionShelf of(Path log) {
        return new SessionShelf(log.resolve(DIRECTORY));
    }

    /**
     * Keeps a bundle; it is durable when this returns.
     *
     * @return whether it is small enough to be kept
     */
    public boolean keep(EvidenceBundle bundle) throws IOException {
        byte[] json = bundle.toJson();
        if (json.length > MOST_BYTES) {
            return false;
        }
        FileDisk.open(directory).replace(file(bundle.name()), json);
        return true;
    }

    /** The bundle of that name; empty when it is not here. */
    public Optional<byte[]> find(BundleName name) throws IOException, DamagedException {
        byte[] json;
        try (InputStream in = Files.newInputStream(directory.resolve(file(name)), LinkOption.NOFOLLOW_LINKS)) {
            json = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        JsonLimits limits = JsonLimits.STRICT.withMaxBytes(MOST_BYTES);
        if (EvidenceBundle.open(json, limits, name) instanceof EvidenceBundle.Opening.Refused refused) {
            throw new DamagedException(name + ": " + refused.message());
        }
        return Optional.of(json);
    }

    /** A session's name has no separator in it, and the dot of the ending keeps it from being {@code ..}. */
    private static String file(BundleName name) {
        return name.session() + "." + name.root().hex() + ".json";
    }
}
