package dev.postern.sidecar.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Form;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.NoteSigner;
import dev.postern.evidence.Rests;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TreeHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes an evidence log step by step in the format of docs/wire-format.md, honestly unless a test wants otherwise: every
 * claim it makes (numbers, roots, checkpoints, digests) can be made to be false.
 */
public final class WrittenLog {

    public static final String ORIGIN = "postern.local/test";
    public static final NoteSigner SIGNER = signer(7);

    private static final TreeHash ZEROS = TreeHash.of(new byte[TreeHash.BYTES]);
    private static final Rests NO_RESTS = new Rests();
    private static final Form FORM = new Form(
            "sha256:" + "0".repeat(64),
            "none",
            List.of(),
            "ALLOW",
            "decide",
            "enforce",
            List.of(),
            "policy.permit",
            List.of("a.ccl:1"));

    public final SortedMap<Integer, Long> next = new TreeMap<>();
    public final Frontier tree = new Frontier();
    public final List<byte[]> leaves = new ArrayList<>();
    public long boot;

    private final Path directory;
    private final ByteBuilder nothing = new ByteBuilder(0);
    private FrameWriter writer = new FrameWriter();
    private SegmentHeader header = new SegmentHeader(ORIGIN, "i-1", 0, 0, 0, ZEROS, new TreeMap<>(), tree.encode());
    private FrameReader reader = new FrameReader(header);
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String name = "";
    private byte[] carried = new byte[0];
    private TreeHash prev = ZEROS;
    private TreeHash carriedRoot = ZEROS;
    private TreeHash previous = ZEROS;

    public WrittenLog(Path directory) {
        this.directory = directory;
    }

    public static NoteSigner signer(int seed) {
        byte[] secret = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(secret, (byte) seed);
        return new NoteSigner(ORIGIN, SigningKey.ofSeed(secret));
    }

    /** A run begins, with a segment of its own. */
    public WrittenLog run(long id, boolean clean) throws Exception {
        Leaf.Boot begun = new Leaf.Boot(
                new Leaf.Stamp(ORIGIN, "i-1", id, 1_700_000_000_000L, prev), boot, clean, new TreeMap<>(next), "0.1.0");
        boot = id;
        segment(new TreeMap<>());
        next.clear();
        begin();
        writer.boot(begun);
        return frame();
    }

    /** The run goes on in another segment. */
    public WrittenLog segment() throws Exception {
        segment(next);
        return this;
    }

    private void segment(SortedMap<Integer, Long> numbers) {
        header = new SegmentHeader(
                ORIGIN, "i-1", boot, 1_700_000_000_000L, tree.size(), previous, numbers, tree.encode());
        name = "segment-%019d-%s.log".formatted(tree.size(), HexFormat.of().toHexDigits(boot));
        writer = new FrameWriter();
        reader = new FrameReader(header);
        bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.encode());
    }

    /** A frame of receipts on one lane. */
    public WrittenLog receipts(int lane, int count) throws Exception {
        begin();
        for (int i = 0; i < count; i++) {
            receipt(lane, next.merge(lane, 1L, Long::sum) - 1);
        }
        return frame();
    }

    /** A frame of one receipt with any number. */
    public WrittenLog numbered(int lane, long number) throws Exception {
        begin();
        receipt(lane, number);
        next.put(lane, number + 1);
        return frame();
    }

    /** A frame that says that receipts were shed. */
    public WrittenLog shed(int lane, long count) throws Exception {
        begin();
        writer.gap(lane, next.getOrDefault(lane, 0L), count, "shed", 1_700_000_000_000L);
        next.merge(lane, count, Long::sum);
        return frame();
    }

    /** The next frame carries a checkpoint of the tree as it is. */
    public WrittenLog checkpoint() {
        return checkpoint(tree.size(), tree.root(), SIGNER);
    }

    public WrittenLog checkpoint(long size, TreeHash root, NoteSigner signer) {
        carried = note(size, root, signer).encode().getBytes(UTF_8);
        carriedRoot = root;
        return this;
    }

    public static SignedNote note(long size, TreeHash root, NoteSigner signer) {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, size, root);
        return new SignedNote(checkpoint.text(), List.of(signer.sign(checkpoint)));
    }

    /** The segment ends in order. */
    public WrittenLog end() throws IOException {
        return end(tree.root());
    }

    public WrittenLog end(TreeHash root) throws IOException {
        return end(root, true);
    }

    /** The segment ends as recovery ends one that it finds without an end. */
    public WrittenLog cutOff() throws IOException {
        return end(tree.root(), false);
    }

    private WrittenLog end(TreeHash root, boolean last) throws IOException {
        if (carried.length > 0) {
            throw new IllegalStateException("a checkpoint is still to be carried");
        }
        byte[] digest = Sha256.of(bytes.toByteArray()).toByteArray();
        SegmentFooter footer = new SegmentFooter(tree.size() - header.firstLeaf(), root, TreeHash.of(digest), last);
        append(writer.footer(tree.size(), footer, 1_700_000_000_000L));
        previous = TreeHash.of(digest);
        return write();
    }

    /** The segment ends without a footer, as it is while it is written. */
    public WrittenLog write() throws IOException {
        Files.write(file(), bytes.toByteArray());
        return this;
    }

    /** The root of the tree when it had that many leaves. */
    public TreeHash rootAt(long size) {
        Frontier again = new Frontier();
        for (byte[] leaf : leaves.subList(0, (int) size)) {
            again.append(MerkleHasher.leafHash(leaf));
        }
        return again.root();
    }

    /** The nodes of the tree, as the log keeps them beside its segments. */
    public WrittenLog writeNodes() throws IOException {
        ByteArrayOutputStream nodes = new ByteArrayOutputStream();
        Frontier again = new Frontier();
        for (byte[] leaf : leaves) {
            byte[] hash = MerkleHasher.leafHash(leaf).toByteArray();
            again.append(hash, 0, (node, at) -> nodes.write(node, at, TreeHash.BYTES));
        }
        Files.write(directory.resolve("nodes"), nodes.toByteArray());
        return this;
    }

    public Path file() {
        return directory.resolve(name);
    }

    private void begin() {
        writer.begin(tree.size(), prev, 1_700_000_000_000L, 0);
    }

    private void receipt(int lane, long number) {
        writer.receipt(writer.form(FORM), lane, number, 1_000 * number, 1_700_000_000_000L, new byte[32], -1, NO_RESTS);
    }

    private WrittenLog frame() throws DamagedException {
        ByteBuilder frame = writer.end(0, nothing, carried);
        Frame parsed = Frame.parse(frame.toByteArray(), 0, frame.size());
        reader.learn(parsed);
        reader.turnTo(parsed);
        while (reader.next()) {
            ByteBuilder text = new ByteBuilder(256);
            reader.text(text);
            leaves.add(text.toByteArray());
            tree.append(MerkleHasher.leafHash(text.toByteArray()));
        }
        append(frame);
        if (carried.length > 0) {
            prev = carriedRoot;
            carried = new byte[0];
        }
        return this;
    }

    private void append(ByteBuilder frame) {
        bytes.write(frame.array(), 0, frame.size());
    }
}
