package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.egress.detect.CustomDetector;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.TenantSecrets;
import dev.postern.egress.duplicate.ProtectedCorpus;
import dev.postern.sidecar.keys.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What contents are compared with: detectors, and protected texts of which only signatures are kept.
 *
 * @param detectors built-in ones, those of the configuration, and secrets by their digests
 * @param corpus protected texts
 * @param digest of all that findings depend on besides what is built in
 */
public record KnownContents(Detectors detectors, ProtectedCorpus corpus, ContentDigest digest) {

    private static final int MOST_LINES = 1_000_000;
    private static final int MIN_KEY = 16;
    private static final int MAX_KEY = 1 << 10;

    /** Nothing but the built-in detectors. */
    public static KnownContents builtIn() {
        return new KnownContents(Detectors.builtIn(), ProtectedCorpus.none(), ContentDigest.ZERO);
    }

    /** Reads what the configuration names, literals to be found by {@code engine}; an {@link IOException} says which line of which file is wrong. */
    public static KnownContents read(EgressConfig.Known config, LiteralSearch.Engine engine) throws IOException {
        Path corpus = config.corpus();
        Path file = config.secrets();
        List<TenantSecrets.Entry> entries = file == null
                ? List.of()
                : lines(file, TenantSecrets.Entry::parse, "length, tag and digest of a secret");
        return new KnownContents(
                Detectors.with(config.detectors(), secrets(entries, config.secretsKey()), engine),
                corpus == null
                        ? ProtectedCorpus.none()
                        : ProtectedCorpus.of(
                                config.agreement() / 100.0,
                                lines(corpus, ProtectedCorpus.Protected::parse, "a signature and a name")),
                digest(config.detectors(), entries));
    }

    private static ContentDigest digest(List<CustomDetector> detectors, List<TenantSecrets.Entry> secrets) {
        Sha256 digest = new Sha256();
        detectors.forEach(detector -> digest.update((detector.definition() + "\n").getBytes(UTF_8)));
        secrets.forEach(secret -> digest.update((secret.line() + "\n").getBytes(UTF_8)));
        return digest.digest();
    }

    /** The key in a file that only its owner may read: 16 bytes to 1 KiB of any kind. */
    public static byte[] key(Path file) throws IOException {
        byte[] key = PrivateFile.bytes(file, MAX_KEY);
        if (key.length < MIN_KEY) {
            throw new IOException(file + ": a key of " + key.length + " bytes, expected " + MIN_KEY + " to " + MAX_KEY);
        }
        return key;
    }

    private static TenantSecrets secrets(List<TenantSecrets.Entry> entries, @Nullable Path key) throws IOException {
        if (entries.isEmpty() || key == null) {
            return TenantSecrets.none();
        }
        byte[] bytes = key(key);
        try {
            return TenantSecrets.of(bytes, entries);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The lines of a file; empty ones and those that begin with a number sign say nothing. */
    private static <T> List<T> lines(Path file, Function<String, @Nullable T> parser, String expected)
            throws IOException {
        List<T> read = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            T parsed = parser.apply(line.strip());
            if (parsed == null || read.size() == MOST_LINES) {
                throw new IOException(file + ":" + number + ":1: error: "
                        + (parsed == null ? "unreadable, expected " + expected : "more than " + MOST_LINES + " lines"));
            }
            read.add(parsed);
        }
        return read;
    }
}
