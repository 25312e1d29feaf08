package dev.postern.sidecar.envoy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern over canonical paths that captures segments. Slashes at either end of pattern and path do not count. */
final class PathPattern {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final String MANY = "**";

    private final List<Segment> segments;
    private final int many;

    private PathPattern(List<Segment> segments, int many) {
        this.segments = segments;
        this.many = many;
    }

    /** One segment: a literal, or a wildcard with or without a name. */
    private record Segment(
            @Nullable String literal, @Nullable String name, boolean many) {}

    /** Parses a pattern; an {@link IllegalArgumentException} says what is wrong with it. */
    static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path '" + text + "' does not start with '/'");
        }
        List<Segment> segments = new ArrayList<>();
        int many = -1;
        for (String part : split(text)) {
            Segment segment = segment(text, part);
            if (segment.many && many >= 0) {
                throw new IllegalArgumentException("path '" + text + "' has more than one '**', expected at most one");
            }
            many = segment.many ? segments.size() : many;
            segments.add(segment);
        }
        return new PathPattern(List.copyOf(segments), many);
    }

    private static Segment segment(String text, String part) {
        if (part.equals("*")) {
            return new Segment(null, null, false);
        }
        if (part.equals(MANY)) {
            return new Segment(null, null, true);
        }
        if (part.startsWith("{") && part.endsWith("}")) {
            boolean many = part.endsWith("=" + MANY + "}");
            String name = part.substring(1, part.length() - (many ? 2 + MANY.length() : 1));
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("path '" + text + "' captures '" + name
                        + "', expected a name of lower-case letters, digits and '_'");
            }
            return new Segment(null, name, many);
        }
        if (part.contains("{") || part.contains("}") || part.contains("*")) {
            throw new IllegalArgumentException("path '" + text + "' has '" + part
                    + "', expected a literal, '*', '**', '{name}' or '{name=**}' as a whole segment");
        }
        return new Segment(part, null, false);
    }

    /** The segments of a path, without its outer slashes. */
    static String[] split(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.endsWith("/") && path.length() > start ? path.length() - 1 : path.length();
        return path.substring(start, end).split("/", -1);
    }

    /** Names of single segments, or of the one capture of many. */
    List<String> names(boolean many) {
        List<String> names = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.name != null && segment.many == many) {
                names.add(segment.name);
            }
        }
        return names;
    }

    /** What the path's segments capture, or {@code null} when they do not match. */
    @Nullable
    Map<String, String> match(String[] path) {
        int extra = path.length - segments.size();
        if (many < 0 ? extra != 0 : extra < -1) {
            return null;
        }
        Map<String, String> captures = new HashMap<>();
        int at = 0;
        for (Segment segment : segments) {
            int end = segment.many ? at + extra + 1 : at + 1;
            if (!take(segment, path, at, end, captures)) {
                return null;
            }
            at = end;
        }
        return captures;
    }

    private static boolean take(Segment segment, String[] path, int start, int end, Map<String, String> captures) {
        if (segment.literal != null) {
            return segment.literal.equals(path[start]);
        }
        if (!segment.many && path[start].isEmpty()) {
            return false;
        }
        if (segment.name != null) {
            captures.put(segment.name, segment.many ? join(path, start, end) : path[start]);
        }
        return true;
    }

    private static String join(String[] path, int start, int end) {
        return String.join("/", List.of(path).subList(start, end));
    }
}
