package dev.postern.egress.duplicate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signatures of protected texts, and which of them a text is a near copy of. Immutable and thread-safe. */
public final class ProtectedCorpus {

    /** Texts with fewer runs are copies of nothing: any two short texts may agree by chance. */
    public static final int FEWEST_RUNS = 40;

    /** Bands of few bins find candidates that agree much less already: 0.6 is missed once in a hundred. */
    private static final int BAND = 4;

    /** Texts that agree as far as is asked for never differ in more bits; a few of those that do not, do. */
    private static final int FARTHEST = 26;

    private final double agreement;
    private final List<Protected> texts;
    private final Map<Long, int[]> bands;

    /**
     * One protected text.
     *
     * @param name what a verdict tells it by
     */
    public record Protected(String name, Signature signature) {

        /** Reads what {@link #line()} gave; {@code null} if it cannot be. */
        public static @Nullable Protected parse(String line) {
            int blank = line.indexOf(' ');
            if (blank < 0 || line.substring(blank).isBlank()) {
                return null;
            }
            try {
                byte[] stored = Base64.getDecoder().decode(line.substring(0, blank));
                return Signature.read(stored)
                        .map(signature ->
                                new Protected(line.substring(blank + 1).strip(), signature))
                        .orElse(null);
            } catch (IllegalArgumentException notBase64) {
                return null;
            }
        }

        /** As it is stored: the signature in base64, a blank, the name. */
        public String line() {
            return Base64.getEncoder().encodeToString(signature.toByteArray()) + " " + name;
        }
    }

    /**
     * A near copy.
     *
     * @param name the protected text
     * @param agreement how much the two agree, 0 to 1, estimated
     */
    public record Copy(String name, double agreement) {}

    private ProtectedCorpus(double agreement, List<Protected> texts) {
        this.agreement = agreement;
        this.texts = List.copyOf(texts);
        Map<Long, List<Integer>> found = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (int from = 0; from < Signature.BINS; from += BAND) {
                found.computeIfAbsent(texts.get(i).signature.band(from, BAND), absent -> new ArrayList<>())
                        .add(i);
            }
        }
        bands = new HashMap<>(found.size() * 2);
        found.forEach((band, in) -> bands.put(band, in.stream().mapToInt(i -> i).toArray()));
    }

    /**
     * A corpus; texts of fewer than {@link #FEWEST_RUNS} runs protect nothing.
     *
     * @param agreement from which on a text is a near copy, above 0.5 to 1; 0.8 is a good choice
     */
    public static ProtectedCorpus of(double agreement, List<Protected> texts) {
        if (!(agreement > 0.5 && agreement <= 1)) {
            throw new IllegalArgumentException("agreement " + agreement + ", expected above 0.5 to 1");
        }
        return new ProtectedCorpus(agreement, texts);
    }

    /** A corpus of nothing. */
    public static ProtectedCorpus none() {
        return new ProtectedCorpus(1, List.of());
    }

    public int size() {
        return texts.size();
    }

    /** The protected text that a text agrees with most, if enough. */
    public Optional<Copy> copied(byte[] text) {
        return copied(Signature.of(text));
    }

    /** The same, for a signature taken already. */
    public Optional<Copy> copied(Signature signature) {
        if (texts.isEmpty() || signature.runs() < FEWEST_RUNS) {
            return Optional.empty();
        }
        Copy best = new Copy("", 0);
        for (int i : candidates(signature)) {
            Protected text = texts.get(i);
            boolean near = text.signature.runs() >= FEWEST_RUNS && text.signature.distance(signature) <= FARTHEST;
            double agrees = near ? text.signature.agreement(signature) : 0;
            best = agrees > best.agreement ? new Copy(text.name, agrees) : best;
        }
        return best.agreement >= agreement ? Optional.of(best) : Optional.empty();
    }

    private Set<Integer> candidates(Signature signature) {
        Set<Integer> candidates = new HashSet<>();
        for (int from = 0; from < Signature.BINS; from += BAND) {
            int[] in = bands.get(signature.band(from, BAND));
            for (int i = 0; in != null && i < in.length; i++) {
                candidates.add(in[i]);
            }
        }
        return candidates;
    }
}
