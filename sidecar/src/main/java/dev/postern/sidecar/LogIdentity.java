package dev.postern.sidecar;

import dev.postern.crypto.DamagedException;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.VerifierKey;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.evidence.EvidenceConfig;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.LogReader;
import dev.postern.sidecar.evidence.SigningSeal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Who an evidence log is and what it signs with: what the configuration says, else what the log there is says of itself,
 * else what is made from the key. So a log keeps its name when its key is changed. The keys it was ever signed with are
 * kept beside it, newest first, since checkpoints from before must still be read.
 *
 * @param seal signs with the key, and with the one before as long as its file is there
 */
record LogIdentity(String origin, String instance, SigningSeal seal) {

    /** The public keys of a log, one a line, newest first. */
    static final String KEYS = "log.vkey";

    /** What a key of a log is made from when there is none. */
    private static final String OWN_KEY = "evidence.pem";

    private static final int SHORT = 16;

    /**
     * The identity of the log in {@code log}; writes a key into {@code state} where none is configured and none is there.
     *
     * @param random makes a new key
     */
    static LogIdentity of(EvidenceConfig config, Path state, FileDisk log, RandomGenerator random)
            throws IOException, LaunchException {
        Path file = config.key() != null ? config.key() : own(state.resolve(OWN_KEY), random);
        List<SigningKey> signers = new ArrayList<>(List.of(read(file)));
        Path previous = KeyFile.previous(file);
        if (Files.exists(previous)) {
            signers.add(read(previous));
        }
        String made = signers.get(0).publicKey().keyId().substring(0, SHORT);
        Optional<SegmentHeader> header = header(log);
        String origin = !config.origin().isEmpty()
                ? config.origin()
                : header.map(SegmentHeader::origin).orElse("postern.local/" + made);
        String instance = !config.instance().isEmpty()
                ? config.instance()
                : header.map(SegmentHeader::instance).orElse("i-" + made);
        SigningSeal seal = new SigningSeal(origin, signers, known(log, origin));
        return new LogIdentity(origin, instance, seal);
    }

    /** Puts the keys beside the log, which must be this process's by now. */
    void publish(FileDisk log) throws IOException {
        String lines = seal.keys().stream().map(key -> key + "\n").collect(Collectors.joining());
        log.replace(KEYS, lines.getBytes(StandardCharsets.UTF_8));
    }

    /** The file that holds a copy of the newest checkpoint, away from the log. */
    String anchor() {
        String name = Sha256.of(origin.getBytes(StandardCharsets.UTF_8)).hex();
        return "evidence-" + name.substring(0, SHORT) + ".checkpoint";
    }

    private static Optional<SegmentHeader> header(FileDisk log) throws IOException {
        try {
            return LogReader.newestHeader(log);
        } catch (DamagedException e) {
            return Optional.empty(); // recovery says what is wrong with it
        }
    }

    private static List<VerifierKey> known(FileDisk log, String origin) throws IOException {
        if (!log.names().contains(KEYS)) {
            return List.of();
        }
        List<VerifierKey> keys = VerifierKey.parseLines(new String(log.read(KEYS), StandardCharsets.UTF_8));
        return keys == null
                ? List.of()
                : keys.stream().filter(key -> key.name().equals(origin)).toList();
    }

    private static Path own(Path file, RandomGenerator random) throws IOException {
        if (!Files.exists(file)) {
            KeyFile.generate(file, random).destroy();
        }
        return file;
    }

    private static SigningKey read(Path file) throws IOException, LaunchException {
        try {
            return KeyFile.read(file);
        } catch (NoSuchFileException e) {
            throw new LaunchException(List.of(file + ": no such file, expected a signing key of the evidence log"));
        }
    }
}
