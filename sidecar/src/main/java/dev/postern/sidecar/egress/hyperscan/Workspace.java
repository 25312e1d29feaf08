package dev.postern.sidecar.egress.hyperscan;

import com.gliwka.hyperscan.jni.hyperscan;
import dev.postern.egress.detect.Hits;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/** What one thread scans with: native code sees a copy of the text. Not thread-safe. */
final class Workspace {

    private static final int ROOM = (16 << 10) + 256;
    private static final int MOST_LEFT_OUT = 16;

    private final Database.Scratch scratch;
    private final Hits numbers = new Hits();
    private ByteBuffer copy = ByteBuffer.allocateDirect(ROOM);
    private BytePointer block = new BytePointer(copy);

    private int leaveOut;
    private int leaveOutNext = 1;

    Workspace(Database database) {
        scratch = database.scratch();
    }

    /** Numbers that were found. */
    Hits numbers() {
        return numbers;
    }

    /** Nothing is known of a text that begins. */
    void forget() {
        leaveOut = 0;
        leaveOutNext = 1;
    }

    /** Whether to try the next part. */
    boolean worthwhile() {
        return leaveOut == 0 || leaveOut-- == 0;
    }

    /** After a part that was not worth trying the next ones are left out, twice as many each time. */
    void remember(boolean worth) {
        leaveOut = worth ? 0 : leaveOutNext;
        leaveOutNext = worth ? Math.max(1, leaveOutNext / 2) : Math.min(MOST_LEFT_OUT, leaveOutNext * 2);
    }

    /** Whether a part of a text was scanned to its end; what was found went to the thread's {@link Matches}. */
    boolean scan(Database database, byte[] text, int from, int to) {
        int length = to - from;
        if (length > copy.capacity()) {
            copy = ByteBuffer.allocateDirect(length);
            block = new BytePointer(copy);
        }
        copy.clear().put(text, from, length);
        int status = hyperscan.hs_scan(database, block, length, 0, scratch, MatchHandler.ONLY, null);
        return status == hyperscan.HS_SUCCESS;
    }
}
