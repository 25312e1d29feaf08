package dev.postern.loadtest.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The templates that come with the command. */
enum TextSet {
    /** One thing in a short text around it, or one that only looks so: every format and every way to write it. */
    SHAPES("tokens", "settings", "people", "nothing"),
    /** What leaves in everyday life, whole: chats, logs, dumps, settings, mails; often with several things in it. */
    DOCUMENTS("work", "people", "nothing");

    @SuppressWarnings("ImmutableEnumChecker") // what List.of makes is immutable
    private final List<String> files;

    TextSet(String... files) {
        this.files = List.of(files);
    }

    /** {@code each} texts of every kind, the same ones for the same seed. */
    List<LabelledText> make(long seed, int each) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LabelledText> texts = new ArrayList<>();
        for (String file : files) {
            for (TextKind kind : TemplateFile.parse(read(file))) {
                for (int i = 0; i < each; i++) {
                    texts.add(kind.make(random));
                }
            }
        }
        return texts;
    }

    private String read(String file) {
        String name = name().toLowerCase(Locale.ROOT) + "/" + file + ".txt";
        try (InputStream in = TextSet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
