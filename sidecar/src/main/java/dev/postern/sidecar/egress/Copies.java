package dev.postern.sidecar.egress;

import dev.postern.egress.duplicate.ProtectedCorpus;
import dev.postern.egress.duplicate.Signature;
import java.util.Optional;

/**
 * Compares a content that comes in parts with protected texts, every few kilobytes: a copy is known at the latest when as
 * much of the protected text has come as makes a copy. Used by one thread at a time.
 */
final class Copies {

    private static final int EVERY = 4 << 10;

    private final ProtectedCorpus corpus;
    private final Signature.Taking taking = new Signature.Taking();
    private int since;
    private int percent;

    Copies(ProtectedCorpus corpus) {
        this.corpus = corpus;
    }

    /** Takes the next part; whether it became a copy, or one of another degree. */
    boolean add(byte[] part) {
        if (corpus.size() == 0) {
            return false;
        }
        taking.add(part, 0, part.length);
        since += part.length;
        return since >= EVERY && compare();
    }

    /** Compares what came since the last time. */
    boolean compare() {
        since = 0;
        int before = percent;
        percent = corpus.size() == 0 ? 0 : Math.max(percent, percent(corpus.copied(taking.signature())));
        return percent != before;
    }

    /** How alike the content and the protected text nearest to it are or were, in percent. */
    int percent() {
        return percent;
    }

    static int percent(Optional<ProtectedCorpus.Copy> copy) {
        return copy.map(found -> (int) Math.round(100 * found.agreement())).orElse(0);
    }
}
