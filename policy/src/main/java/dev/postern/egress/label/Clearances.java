package dev.postern.egress.label;

import dev.postern.egress.destination.HostPattern;
import java.util.List;

/**
 * What destinations accept: the first entry whose pattern covers the host says it, others accept what is public.
 *
 * @param entries in the order they are tried
 */
public record Clearances(List<Entry> entries) {

    public static final Clearances PUBLIC = new Clearances(List.of());

    public Clearances {
        entries = List.copyOf(entries);
    }

    /** The destinations of one pattern. */
    public record Entry(HostPattern host, Labels accepted) {}

    /** What the host accepts. */
    public Labels of(String host) {
        for (Entry entry : entries) {
            if (entry.host().covers(host)) {
                return entry.accepted();
            }
        }
        return Labels.PUBLIC;
    }
}
