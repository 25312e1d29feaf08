package dev.postern.sidecar.egress;

import dev.postern.egress.detect.LiteralSearch;
import dev.postern.sidecar.egress.hyperscan.Hyperscan;

/** What is to find the literals that a scan begins with; whichever it is, the same is found. */
public enum ScanEngine {
    /** Hyperscan where it loads, else the automaton. */
    AUTO,
    /** The automaton. */
    JAVA,
    /** Hyperscan and nothing else. */
    HYPERSCAN;

    /** What came of it. */
    public sealed interface Choice {}

    /** An engine and what it is called. */
    public record Chosen(String name, LiteralSearch.Engine engine) implements Choice {}

    /** What was wanted is not there. */
    public record Refused(String why) implements Choice {}

    /** Loads native code where it may be used. */
    public Choice choose() {
        if (this == JAVA) {
            return new Chosen("java", LiteralSearch.Engine.AUTOMATON);
        }
        if (Hyperscan.load() instanceof Hyperscan.NotLoaded not) {
            return this == AUTO ? JAVA.choose() : new Refused(not.why());
        }
        return new Chosen("hyperscan", ((Hyperscan.Loaded) Hyperscan.load()).engine());
    }
}
