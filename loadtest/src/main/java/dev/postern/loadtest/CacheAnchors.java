package dev.postern.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What caches without bounds would find: one that knows whole questions, one that knows the values that were read, and
 * certificates that never end. Beside it the number of decision classes, which is all that there is to know.
 */
final class CacheAnchors {

    static final String PREFIX = "request.";

    private final Set<ContentDigest> questions = new HashSet<>();
    private final Set<ContentDigest> footprints = new HashSet<>();
    private final Set<String> classes = new HashSet<>();
    private final EndlessCertificates certificates = new EndlessCertificates();
    private final Scratch endless = new Scratch(certificates);
    private final Scratch scratch = new Scratch();
    private final ByteBuilder key = new ByteBuilder(256);
    private long asked;
    private long questionHits;
    private long footprintHits;

    /**
     * Takes note of a check; {@code reading} is the same program over attributes below {@link #PREFIX}.
     *
     * @return whether the whole question came before
     */
    boolean note(Program program, Program reading, Check check, Template answer) {
        asked++;
        var unused = program.decide(check, endless);
        classes.add(answer.decisionClass());
        if (!footprints.add(footprint(reading, check))) {
            footprintHits++;
        }
        program.project(check, scratch, key);
        boolean again = !questions.add(Sha256.of(key.array(), 0, key.size()));
        questionHits += again ? 1 : 0;
        return again;
    }

    /** Share of checks whose whole question came before. */
    double exact() {
        return (double) questionHits / asked;
    }

    /** Share of checks for which the values of all attributes that were read came before. */
    double footprint() {
        return (double) footprintHits / asked;
    }

    int classes() {
        return classes.size();
    }

    EndlessCertificates certificates() {
        return certificates;
    }

    private ContentDigest footprint(Program reading, Check check) {
        Reads reads = new Reads(check.context());
        var unused = reading.decideAfresh(check.withFacts(reads), scratch);
        String text = reading.digest()
                + check.action()
                + check.principal().roles()
                + check.principal().attributes()
                + reads.seen;
        return Sha256.of(text.getBytes(UTF_8));
    }

    /** Attributes that remember which of them were read. */
    private static final class Reads implements Attributes {

        private final Map<String, Value> values;
        private final Map<String, String> seen = new TreeMap<>();

        Reads(Map<String, Value> values) {
            this.values = values;
        }

        @Override
        public @Nullable Value find(FieldPath path) {
            Value value =
                    path.segments().size() == 2 ? values.get(path.segments().get(1)) : null;
            seen.put(path.toString(), String.valueOf(value));
            return value;
        }
    }
}
