package dev.postern.crypto;

import java.util.ArrayList;
import java.util.List;

/** A sequence of values. */
public record JsonArray(List<Json> items) implements Json {
    public JsonArray {
        items = List.copyOf(items);
    }

    /** An array of strings. */
    public static JsonArray ofStrings(Iterable<String> values) {
        var items = new ArrayList<Json>();
        for (String value : values) {
            items.add(new JsonString(value));
        }
        return new JsonArray(items);
    }
}
