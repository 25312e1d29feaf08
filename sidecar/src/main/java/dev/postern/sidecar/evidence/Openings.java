package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Opening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens receipts with the keys that lie beside their segments, each read once. Not thread-safe. */
final class Openings {

    private final Disk disk;
    private final Map<String, Optional<OpeningVault>> vaults = new HashMap<>();

    Openings(Disk disk) {
        this.disk = disk;
    }

    /** The opening of a leaf; empty when it has none, or its segment's key was destroyed. */
    Optional<Opening> opening(SegmentReader segment, long index) throws IOException, DamagedException {
        Frame frame = segment.frameOf(index);
        Optional<OpeningVault> vault = vault(segment.name());
        if (vault.isEmpty() || frame.openingsForm() == 0) {
            return Optional.empty();
        }
        int before = 0;
        FrameReader leaves = segment.leaves();
        for (long at = frame.firstLeaf(); leaves.next(); at++) {
            if (at == index) {
                return leaves.isOpenable()
                        ? Optional.of(new Opening(vault.get().salt(index), question(vault.get(), frame, before)))
                        : Optional.empty();
            }
            before += leaves.isOpenable() ? 1 : 0;
        }
        return Optional.empty();
    }

    /** The questions of a frame, in the order of its openable leaves; empty when its segment's key was destroyed. */
    Optional<List<byte[]>> questions(SegmentReader segment, Frame frame) throws IOException, DamagedException {
        Optional<OpeningVault> vault = vault(segment.name());
        if (vault.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> questions = new ArrayList<>();
        if (frame.openingsForm() != 0) {
            ByteReader plain = unwrap(vault.get(), frame);
            while (plain.remaining() > 0) {
                questions.add(plain.bytes(plain.count(plain.remaining())));
            }
        }
        return Optional.of(questions);
    }

    private static byte[] question(OpeningVault vault, Frame frame, int before) throws DamagedException {
        ByteReader plain = unwrap(vault, frame);
        for (int i = 0; i < before; i++) {
            plain.skip(plain.count(plain.remaining()));
        }
        return plain.bytes(plain.count(plain.remaining()));
    }

    private static ByteReader unwrap(OpeningVault vault, Frame frame) throws DamagedException {
        byte[] wrapped = frame.openingsReader().bytes(frame.openings());
        return new ByteReader(vault.unwrap(frame.openingsForm(), frame.firstLeaf(), wrapped));
    }

    private Optional<OpeningVault> vault(String segment) throws IOException {
        Optional<OpeningVault> vault = vaults.get(segment);
        if (vault == null) {
            String key = Names.key(segment);
            vault = disk.names().contains(key) ? Optional.of(new OpeningVault(disk.read(key))) : Optional.empty();
            vaults.put(segment, vault);
        }
        return vault;
    }
}
