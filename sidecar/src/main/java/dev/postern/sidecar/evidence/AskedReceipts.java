package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Leaf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every receipt of a log in order, each with what was asked as far as that is still there. Not thread-safe. */
public final class AskedReceipts {

    private final LogReader log;

    public AskedReceipts(LogReader log) {
        this.log = log;
    }

    /** Takes receipts. */
    @FunctionalInterface
    public interface Sink {

        /**
         * A receipt.
         *
         * @param leaf its place in the log
         * @param text its bytes in the tree
         * @param asked whether there was a question
         * @param question the question in its exact encoding; {@code null} when there was none, or it was erased
         */
        void receipt(long leaf, Leaf.Receipt receipt, byte[] text, boolean asked, byte @Nullable [] question)
                throws IOException, DamagedException;
    }

    /** Reads the whole log. */
    public void forEach(Sink sink) throws IOException, DamagedException {
        for (SegmentReader segment : log.segments()) {
            long at = segment.header().firstLeaf();
            while (at < segment.size()) {
                Frame frame = segment.frameOf(at);
                frame(segment, frame, sink);
                at = frame.firstLeaf() + frame.count();
            }
        }
    }

    private void frame(SegmentReader segment, Frame frame, Sink sink) throws IOException, DamagedException {
        Optional<List<byte[]>> questions = log.questions(segment, frame);
        FrameReader leaves = segment.leaves();
        ByteBuilder text = new ByteBuilder(1 << 10);
        int asked = 0;
        for (long at = frame.firstLeaf(); leaves.next(); at++) {
            if (leaves.leaf() instanceof Leaf.Receipt receipt) {
                boolean openable = leaves.isOpenable();
                byte[] question =
                        openable && questions.isPresent() ? questions.get().get(asked) : null;
                asked += openable ? 1 : 0;
                text.clear();
                leaves.text(text);
                sink.receipt(at, receipt, text.toByteArray(), openable, question);
            }
        }
    }
}
