package dev.postern.egress.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.postern.egress.FindingType;
import java.util.List;
import java.util.Locale;

/**
 * A detector of the configuration: a linear-time pattern (RE2) looked for around keywords. Immutable and thread-safe.
 */
public final class CustomDetector {

    /** How far behind a keyword a match may end. */
    public static final int REACH = 256;

    /** How far before a keyword, in the same word, a match may begin. */
    public static final int WORD = 128;

    public static final int LONGEST_PATTERN = 512;
    public static final int MOST_KEYWORDS = 32;

    /** What a pattern may cost for each byte it looks at. */
    public static final int MOST_INSTRUCTIONS = 2_000;

    private static final int MIN_KEYWORD = 2;
    private static final int LONGEST_KEYWORD = 64;

    private final String id;
    private final Pattern pattern;
    private final List<String> keywords;
    private final int confidence;
    private final boolean luhn;

    private CustomDetector(String id, Pattern pattern, List<String> keywords, int confidence, boolean luhn) {
        this.id = id;
        this.pattern = pattern;
        this.keywords = keywords;
        this.confidence = confidence;
        this.luhn = luhn;
    }

    /** What making a detector comes to. */
    public sealed interface Result {}

    /** A detector. */
    public record Made(CustomDetector detector) implements Result {}

    /**
     * No detector.
     *
     * @param message what is wrong and what was expected
     */
    public record Refused(String message) implements Result {}

    /**
     * Makes a detector.
     *
     * @param name lower-case letters, digits and dashes; findings tell it as {@code custom.name}
     * @param pattern an RE2 pattern over ASCII, at most {@link #LONGEST_PATTERN} characters
     * @param keywords one must stand, in any case, shortly before a match or inside it: what is looked at begins with the
     *     word the keyword is in and ends {@link #REACH} bytes behind the keyword
     * @param confidence 1 to 100
     * @param luhn whether the digits of a match must pass Luhn's check
     */
    public static Result of(String name, String pattern, List<String> keywords, int confidence, boolean luhn) {
        if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
            return new Refused("detector name '" + name + "': expected lower-case letters, digits and dashes");
        }
        if (pattern.isEmpty() || pattern.length() > LONGEST_PATTERN || !ascii(pattern)) {
            return new Refused(
                    "detector " + name + ": expected a pattern of 1 to " + LONGEST_PATTERN + " ASCII characters");
        }
        if (keywords.isEmpty() || keywords.size() > MOST_KEYWORDS) {
            return new Refused(
                    "detector " + name + ": expected 1 to " + MOST_KEYWORDS + " keywords, found " + keywords.size());
        }
        for (String keyword : keywords) {
            if (keyword.length() < MIN_KEYWORD || keyword.length() > LONGEST_KEYWORD || !ascii(keyword)) {
                return new Refused("detector " + name + ": keyword '" + keyword + "': expected " + MIN_KEYWORD + " to "
                        + LONGEST_KEYWORD + " ASCII characters");
            }
        }
        if (confidence < 1 || confidence > 100) {
            return new Refused("detector " + name + ": confidence " + confidence + ": expected 1 to 100");
        }
        if (PatternCost.of(pattern) > MOST_INSTRUCTIONS) {
            return new Refused("detector " + name + ": the pattern repeats too much, expected at most "
                    + MOST_INSTRUCTIONS + " characters with all repetitions written out");
        }
        return compiled(name, pattern, List.copyOf(keywords), confidence, luhn);
    }

    public String id() {
        return id;
    }

    /** All that what it finds depends on. */
    public String definition() {
        return id + " " + confidence + " " + luhn + " " + keywords + " " + pattern.pattern();
    }

    void addTo(Detectors.Builder builder) {
        builder.on(
                this::match,
                keywords.stream()
                        .map(keyword -> keyword.toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    private static Result compiled(String name, String pattern, List<String> keywords, int confidence, boolean luhn) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return compiled.matcher("").matches()
                    ? new Refused("detector " + name + ": the pattern matches the empty text")
                    : new Made(new CustomDetector("custom." + name, compiled, keywords, confidence, luhn));
        } catch (PatternSyntaxException e) {
            return new Refused("detector " + name + ": " + e.getMessage());
        }
    }

    private void match(Text text, int start, int end, Sink out) {
        int from = start;
        while (start - from < WORD && text.at(from - 1) != Text.NONE && !Chars.space(text.at(from - 1))) {
            from--;
        }
        out.from(from);
        if (text.at(end + REACH - 1) == Text.NONE && text.starved) {
            return;
        }
        String window = text.slice(from, end + REACH);
        Matcher matcher = pattern.matcher(window);
        for (int at = 0; at <= window.length() && matcher.find(at); at = matcher.end()) {
            int first = from + matcher.start();
            int last = from + matcher.end();
            if (first == last) {
                return;
            }
            if (!luhn || luhn(matcher.group())) {
                out.add(FindingType.CUSTOM, id, first, last, confidence);
            }
        }
    }

    private static boolean luhn(String match) {
        int[] digits = match.chars().filter(Chars::digit).map(c -> c - '0').toArray();
        return digits.length > 1 && Checksums.luhn(digits, 0, digits.length);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }
}
