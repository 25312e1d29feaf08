package dev.postern.egress.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of labels, each at most once, in the order of their names.
 *
 * @param all at most {@link #MOST}
 */
public record Labels(List<Label> all) {

    /** How many labels a content, a destination or a session may have. */
    public static final int MOST = 64;

    public static final Labels NONE = new Labels(List.of());
    public static final Labels PUBLIC = new Labels(List.of(Label.Level.PUBLIC));

    public Labels {
        all = all.stream().distinct().sorted(Comparator.comparing(Label::text)).toList();
        if (all.size() > MOST) {
            throw new IllegalArgumentException(all.size() + " labels, expected at most " + MOST);
        }
    }

    /** The labels of those names, or {@code null} when one is no label or there are too many. */
    public static @Nullable Labels parse(Collection<String> texts) {
        if (texts.size() > MOST) {
            return null;
        }
        List<Label> labels = new ArrayList<>(texts.size());
        for (String text : texts) {
            Label label = Label.parse(text);
            if (label == null) {
                return null;
            }
            labels.add(label);
        }
        return new Labels(labels);
    }

    /** Both sets in one, or {@code null} when that is too many. */
    public @Nullable Labels with(Labels others) {
        if (all.containsAll(others.all)) {
            return this;
        }
        List<Label> joined = new ArrayList<>(all);
        joined.addAll(others.all);
        return joined.stream().distinct().count() > MOST ? null : new Labels(joined);
    }

    /** Whether one label of this set accepts what carries {@code label}. */
    public boolean accepts(Label label) {
        for (Label each : all) {
            if (label.flowsTo(each)) {
                return true;
            }
        }
        return false;
    }

    /** The highest level in it, {@code PUBLIC} where there is none. */
    public Label.Level level() {
        Label.Level highest = Label.Level.PUBLIC;
        for (Label label : all) {
            if (label instanceof Label.Level level && level.compareTo(highest) > 0) {
                highest = level;
            }
        }
        return highest;
    }

    /** The names, sorted. */
    public List<String> texts() {
        return all.stream().map(Label::text).toList();
    }
}
