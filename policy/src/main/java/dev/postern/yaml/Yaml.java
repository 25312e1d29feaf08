package dev.postern.yaml;

import dev.postern.ccl.Span;
import dev.postern.yaml.Node.Entry;
import dev.postern.yaml.Node.Kind;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Node.Scalar;
import dev.postern.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads a YAML text to a tree. Refused, with their place: broken syntax, duplicate keys, anchors and aliases, tags, more
 * than one document, and more characters, nodes or depth than allowed.
 */
public final class Yaml {

    private final ParserImpl events;
    private final YamlLimits limits;
    private final Problems problems;
    private int nodes;

    private Yaml(ParserImpl events, YamlLimits limits, Problems problems) {
        this.events = events;
        this.limits = limits;
        this.problems = problems;
    }

    /**
     * Reads a text.
     *
     * @param file name to use in diagnostics
     */
    public static YamlResult parse(String file, String text, YamlLimits limits) {
        Problems problems = new Problems(file);
        if (text.length() > limits.chars()) {
            problems.error(Span.START, text.length() + " characters, expected at most " + limits.chars());
            return new YamlResult.Refused(problems.inOrder());
        }
        Node root = read(text, limits, problems);
        return root == null || !problems.isEmpty()
                ? new YamlResult.Refused(problems.inOrder())
                : new YamlResult.Parsed(root);
    }

    private static @Nullable Node read(String text, YamlLimits limits, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(limits.chars());
        try {
            return new Yaml(new ParserImpl(new StreamReader(text), options), limits, problems).document();
        } catch (Unacceptable stop) {
            problems.error(stop.span, stop.message);
        } catch (MarkedYAMLException broken) {
            Mark mark = broken.getProblemMark();
            problems.error(mark == null ? Span.START : span(mark), "not valid yaml: " + broken.getProblem());
        } catch (ReaderException broken) {
            problems.error(
                    at(text, broken.getPosition()),
                    "not valid yaml: character U+%04X, expected printable ones".formatted(broken.getCodePoint()));
        } catch (YAMLException broken) {
            problems.error(Span.START, "not valid yaml: " + broken.getMessage());
        }
        return null;
    }

    private Node document() throws Unacceptable {
        events.getEvent();
        Node root = new Mapping(List.of(), Span.START);
        if (events.checkEvent(Event.ID.DocumentStart)) {
            events.getEvent();
            Node written = node(events.getEvent(), 0);
            root = written.isNull() ? root : written;
            events.getEvent();
        }
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            throw new Unacceptable(span(events.peekEvent()), "a second document, expected one only");
        }
        return root;
    }

    private Node node(Event event, int depth) throws Unacceptable {
        Span span = span(event);
        if (++nodes > limits.nodes()) {
            throw new Unacceptable(span, "too many values, expected at most " + limits.nodes());
        }
        refuseMarks(event, span);
        if (event instanceof ScalarEvent scalar) {
            return scalar.isPlain()
                    ? Scalar.plain(scalar.getValue(), span)
                    : new Scalar(Kind.TEXT, scalar.getValue(), span);
        }
        if (depth >= limits.depth()) {
            throw new Unacceptable(span, "nested too deeply, expected at most " + limits.depth() + " levels");
        }
        return event.is(Event.ID.MappingStart) ? mapping(span, depth + 1) : sequence(span, depth + 1);
    }

    private Mapping mapping(Span span, int depth) throws Unacceptable {
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Event event = events.getEvent(); !event.is(Event.ID.MappingEnd); event = events.getEvent()) {
            Span keySpan = span(event);
            String key = key(event, keySpan);
            Node value = node(events.getEvent(), depth);
            if (seen.add(key)) {
                entries.add(new Entry(key, keySpan, value));
            } else {
                problems.error(keySpan, "duplicate key '" + key + "', expected it once");
            }
        }
        return new Mapping(entries, span);
    }

    private static String key(Event event, Span span) throws Unacceptable {
        refuseMarks(event, span);
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        throw new Unacceptable(span, "a list or mapping for a key, expected text");
    }

    private Sequence sequence(Span span, int depth) throws Unacceptable {
        List<Node> items = new ArrayList<>();
        for (Event event = events.getEvent(); !event.is(Event.ID.SequenceEnd); event = events.getEvent()) {
            items.add(node(event, depth));
        }
        return new Sequence(items, span);
    }

    private static void refuseMarks(Event event, Span span) throws Unacceptable {
        if (event instanceof AliasEvent) {
            throw new Unacceptable(span, "an alias, expected the value written out");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new Unacceptable(span, "an anchor, expected a plain value");
        }
        if (tag(event) != null) {
            throw new Unacceptable(span, "a tag, expected a plain value");
        }
    }

    private static @Nullable String tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent start ? start.getTag() : null;
    }

    private static Span span(Event event) {
        return span(event.getStartMark());
    }

    private static Span span(Mark mark) {
        return new Span(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Span at(String text, int codePoints) {
        String before = text.substring(
                0, text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length()))));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Span(line, before.length() - before.lastIndexOf('\n'));
    }

    /** Ends the reading of a text at the first thing that cannot be skipped over. */
    private static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Span span;
        private final String message;

        Unacceptable(Span span, String message) {
            super(message, null, false, false);
            this.span = span;
            this.message = message;
        }
    }
}
