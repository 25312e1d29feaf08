package dev.postern.egress.detect;

/**
 * What is noted of a text while matchers look at it: the groups of the number at hand, the words before it, runs walked
 * already. Kept by who looks at many texts, of which each has them anew. Not thread-safe.
 */
final class Notes {

    final NumberGroups groups = new NumberGroups();
    final NumberGroups otherGroups = new NumberGroups();
    final Context context = new Context();
    final KnownRuns runs = new KnownRuns();

    /** Forgets all, for another text. */
    void clear() {
        groups.clear();
        otherGroups.clear();
        context.clear();
        runs.clear();
    }
}
