package dev.postern.sidecar.envoy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A text with names in braces that are replaced by values.
 *
 * @param parts literals at even places, names between them
 */
record Wording(List<String> parts) {

    Wording {
        parts = List.copyOf(parts);
    }

    /** Parses a text; an {@link IllegalArgumentException} says what is wrong with it. */
    static Wording parse(String text, Collection<String> known) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            String name = close < 0 ? text.substring(open) : text.substring(open + 1, close);
            if (close < 0 || !known.contains(name)) {
                throw new IllegalArgumentException("'" + text + "' names '" + name + "', expected one of " + known);
            }
            parts.add(text.substring(at, open));
            parts.add(name);
            at = close + 1;
        }
        parts.add(text.substring(at));
        return new Wording(parts);
    }

    /** The text with every name replaced; {@code values} holds all names. */
    String render(Map<String, String> values) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i % 2 == 0 ? parts.get(i) : values.getOrDefault(parts.get(i), ""));
        }
        return text.toString();
    }

    /** The names, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }
}
