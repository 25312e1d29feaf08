package dev.postern.sidecar.egress.hyperscan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.egress.detect.Hits;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.Literals;
import java.io.IOException;
import java.util.List;

/** Searches by Hyperscan. There is one in a process at most. Thread-safe. */
public final class Hyperscan implements LiteralSearch.Engine {

    private Hyperscan() {}

    /** What came of loading the library. */
    public sealed interface Loading {}

    /** It is there and works. */
    public record Loaded(Hyperscan engine) implements Loading {}

    /** There is none that works here. */
    public record NotLoaded(String why) implements Loading {}

    /** Loads the library when first asked. */
    public static Loading load() {
        return Once.LOADING;
    }

    private static final class Once {
        static final Loading LOADING = attempt();
    }

    private static Loading attempt() {
        try {
            Library.load();
            Hyperscan engine = new Hyperscan();
            return engine.works() ? new Loaded(engine) : new NotLoaded("it does not find what is there");
        } catch (LinkageError | IOException notThere) {
            return new NotLoaded(notThere.toString());
        }
    }

    @Override
    public LiteralSearch search(Literals literals) {
        return HyperscanSearch.of(literals);
    }

    /** Matches come by a call from native code, and where that fails none would come. */
    private boolean works() {
        Literals literals = Literals.of(List.of("postern", "stern0"));
        byte[] text = ("a Postern at the stern4" + " ".repeat(HyperscanSearch.MIN_LENGTH)).getBytes(US_ASCII);
        Hits hits = new Hits();
        search(literals).find(text, 0, 0, text.length, hits);
        return hits.count() == 2 && hits.place(0) == 8 && hits.place(1) == 22;
    }
}
