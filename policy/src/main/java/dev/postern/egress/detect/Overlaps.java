package dev.postern.egress.detect;

import java.util.List;

/** Joins candidates that overlap, so that each part of a text is told once. */
final class Overlaps {

    private Overlaps() {}

    /** Adds the next candidate in text order to those kept, which overlap none of each other. */
    static void add(List<Candidate> kept, Candidate candidate) {
        Candidate next = candidate;
        for (int i = kept.size() - 1; i >= 0 && i >= kept.size() - 8; i--) {
            if (kept.get(i).mergesWith(next)) {
                next = kept.remove(i).merged(next);
            }
        }
        kept.add(next);
    }
}
