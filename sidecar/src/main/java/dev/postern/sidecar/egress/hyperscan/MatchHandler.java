package dev.postern.sidecar.egress.hyperscan;

import com.gliwka.hyperscan.jni.match_event_handler;
import org.bytedeco.javacpp.Pointer;

/**
 * What Hyperscan calls for each match, on the thread that scans. The bindings have room for ten of a type in a process, so
 * there is one for all.
 */
final class MatchHandler extends match_event_handler {

    static final MatchHandler ONLY = new MatchHandler();

    private static final int CONTINUE = 0;
    private static final int STOP = 1;

    private final ThreadLocal<Matches> matches = ThreadLocal.withInitial(Matches::new);

    private MatchHandler() {}

    /** What the scans of this thread find. */
    Matches matches() {
        return matches.get();
    }

    @Override
    public int call(int id, long from, long to, int flags, Pointer context) {
        return matches.get().add((int) to, id) ? CONTINUE : STOP;
    }
}
