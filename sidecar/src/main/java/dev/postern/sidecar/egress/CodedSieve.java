package dev.postern.sidecar.egress;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A content that is encoded on its way, judged as what it decodes to. Nothing of it leaves before its end; then the bytes
 * that came do if nothing in them had to be changed, else what is left of the content, encoded in the same way.
 */
final class CodedSieve implements Sieve {

    private static final byte[] NOTHING = {};

    private final EgressStream stream;
    private final ContentCoding coding;
    private final Decoding decoding;
    private final long most;
    private final Held came = new Held();
    /** How much of the decoded content may leave as it is. */
    private long same;

    private @Nullable Encoding changed;
    private boolean unread;

    /**
     * The content that a stream looks at when it is decoded.
     *
     * @param most bytes of the largest content, encoded
     */
    CodedSieve(EgressStream stream, ContentCoding coding, long most) {
        this.stream = stream;
        this.coding = coding;
        this.decoding = new Decoding(coding);
        this.most = most;
    }

    @Override
    public byte[] push(byte[] part) {
        if (stream.blocked() || unread) {
            return stream.blocked() ? NOTHING : part;
        }
        came.add(part);
        boolean read = came.size() <= most && decoding.push(part, this::look);
        stream.beside((long) came.capacity() + (changed == null ? 0 : changed.size()));
        return read || stream.blocked() ? NOTHING : unread();
    }

    @Override
    public void end(Consumer<byte[]> last, Consumer<EgressOutcome> sink) {
        byte[] passes = unread || stream.blocked() || decoding.isWhole() ? NOTHING : unread();
        stream.end(rest -> last.accept(unread ? passes : leaving(rest)), outcome -> {
            close();
            sink.accept(outcome);
        });
    }

    @Override
    public boolean blocked() {
        return stream.blocked();
    }

    @Override
    public void close() {
        decoding.close();
        if (changed != null) {
            changed.close();
        }
        stream.close();
    }

    /** What is not read whole is blocked, or leaves as it came where policy lets it. */
    private byte[] unread() {
        unread = true;
        stream.unread();
        byte[] passes = stream.blocked() ? NOTHING : came.take(came.size());
        stream.beside(came.capacity());
        return passes;
    }

    private boolean look(byte[] piece) {
        take(stream.push(piece));
        return !stream.blocked() && !stream.exceeded();
    }

    private void take(byte[] free) {
        if (changed == null && (stream.redacts() || !decoding.isBare())) {
            changed = begun();
        }
        if (changed == null) {
            same += free.length;
        } else {
            changed.write(free, free.length);
        }
    }

    /** Begins with what could have left as it was. */
    private Encoding begun() {
        Encoding encoding = new Encoding(coding);
        try (Decoding again = new Decoding(coding)) {
            long[] left = {same};
            again.push(came.copy(), piece -> {
                int count = (int) Math.min(left[0], piece.length);
                encoding.write(piece, count);
                left[0] -= count;
                return left[0] > 0;
            });
        }
        return encoding;
    }

    private byte[] leaving(byte[] rest) {
        take(rest);
        return changed == null ? came.take(came.size()) : changed.end();
    }
}
