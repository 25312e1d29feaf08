package dev.postern.evidence.content;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What kind of artefact is kept, as MEZ names the folders of its store: a letter or digit, then up to 63 letters, digits
 * and hyphens, all lower-case.
 */
public record ArtifactType(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public ArtifactType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no type of artefacts");
        }
    }

    /** The type that {@code text} names, space around it and its case aside, or null. */
    public static @Nullable ArtifactType parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches() ? new ArtifactType(name) : null;
    }
}
