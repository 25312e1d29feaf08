package dev.postern.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trust policy as C2SP tlog-policy writes it: lines {@code log KEY}, {@code witness NAME KEY},
 * {@code group NAME all|any|K NAME…} and one {@code quorum NAME}, each with names defined above it. A URL after a key is
 * passed over, as are lines that begin with {@code #}. At most {@value #MAX_LINES} lines.
 */
public final class TrustPolicyParser {

    private static final int MAX_LINES = 1_000;
    private static final String NOBODY = "none";

    private final List<VerifierKey> logs = new ArrayList<>();
    private final Map<String, VerifierKey> witnesses = new HashMap<>();
    private final Map<String, Quorum> named = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private @Nullable Quorum quorum;

    private TrustPolicyParser() {}

    /** What came of reading a policy. */
    public sealed interface Result {

        /** It is good. */
        record Parsed(TrustPolicy policy) implements Result {}

        /** It is not; {@code line} counts from 1. */
        record Refused(int line, String message) implements Result {}
    }

    /** Reads {@code text}, complaining of the first line that is wrong. */
    public static Result parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length > MAX_LINES) {
            return new Result.Refused(MAX_LINES, lines.length + " lines, expected at most " + MAX_LINES);
        }
        TrustPolicyParser parser = new TrustPolicyParser();
        for (int i = 0; i < lines.length; i++) {
            String complaint = parser.read(lines[i]);
            if (complaint != null) {
                return new Result.Refused(i + 1, complaint);
            }
        }
        return parser.quorum == null
                ? new Result.Refused(lines.length, "no quorum line, expected one, at least: quorum none")
                : new Result.Parsed(new TrustPolicy(parser.logs, parser.witnesses, parser.quorum));
    }

    /** Takes one line in; says what is wrong with it, if anything. */
    private @Nullable String read(String line) {
        if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            return "control character, expected text, spaces and tabs";
        }
        List<String> words = List.of(line.replace('\t', ' ').strip().split(" +"));
        if (words.get(0).isEmpty() || words.get(0).startsWith("#")) {
            return null;
        }
        return switch (words.get(0)) {
            case "log" -> log(words);
            case "witness" -> witness(words);
            case "group" -> group(words);
            case "quorum" -> quorum(words);
            default -> "'" + words.get(0) + "', expected log, witness, group or quorum";
        };
    }

    private @Nullable String log(List<String> words) {
        if (words.size() < 2 || words.size() > 3) {
            return words.size() + " words, expected: log KEY [URL]";
        }
        VerifierKey key = VerifierKey.parse(words.get(1));
        if (key == null || key.kind() != VerifierKey.Kind.LOG) {
            return "'" + words.get(1) + "', expected a log's Ed25519 key as name+id+base64";
        }
        if (logs.stream().anyMatch(log -> log.key().equals(key.key()))) {
            return "the key of '" + key.name() + "' stands above already, expected each key once";
        }
        logs.add(key);
        return null;
    }

    private @Nullable String witness(List<String> words) {
        if (words.size() < 3 || words.size() > 4) {
            return words.size() + " words, expected: witness NAME KEY [URL]";
        }
        VerifierKey key = VerifierKey.parse(words.get(2));
        if (key == null || key.kind() != VerifierKey.Kind.WITNESS) {
            return "'" + words.get(2) + "', expected a witness's Ed25519 key as name+id+base64";
        }
        if (witnesses.values().stream().anyMatch(witness -> witness.key().equals(key.key()))) {
            return "the key of '" + key.name() + "' stands above already, expected each key once";
        }
        String complaint = define(words.get(1), new Quorum.Witness(words.get(1)));
        if (complaint == null) {
            witnesses.put(words.get(1), key);
        }
        return complaint;
    }

    private @Nullable String group(List<String> words) {
        if (words.size() < 4) {
            return words.size() + " words, expected: group NAME all|any|K NAME…";
        }
        List<Quorum> group = new ArrayList<>();
        for (String name : words.subList(3, words.size())) {
            Quorum member = named.get(name);
            if (member == null) {
                return "'" + name + "', expected a witness or group defined above";
            }
            if (!members.add(name)) {
                return "'" + name + "' is a member already, expected each name in one group, once";
            }
            group.add(member);
        }
        long threshold = threshold(words.get(2), group.size());
        return threshold < 1 || threshold > group.size()
                ? "'" + words.get(2) + "', expected all, any or 1 to " + group.size()
                : define(words.get(1), new Quorum.Group((int) threshold, group));
    }

    private static long threshold(String word, int members) {
        return switch (word) {
            case "all" -> members;
            case "any" -> 1;
            default -> TreeDecimal.parse(word);
        };
    }

    private @Nullable String quorum(List<String> words) {
        if (words.size() != 2) {
            return words.size() + " words, expected: quorum NAME";
        }
        if (quorum != null) {
            return "a second quorum line, expected one";
        }
        quorum = words.get(1).equals(NOBODY) ? new Quorum.Nobody() : named.get(words.get(1));
        return quorum == null ? "'" + words.get(1) + "', expected none, or a witness or group defined above" : null;
    }

    private @Nullable String define(String name, Quorum meaning) {
        if (name.equals(NOBODY)) {
            return "'none' is the quorum of nobody, expected another name";
        }
        return named.putIfAbsent(name, meaning) == null
                ? null
                : "'" + name + "' is defined above already, expected another name";
    }
}
