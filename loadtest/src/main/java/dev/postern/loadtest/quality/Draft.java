package dev.postern.loadtest.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.FindingType;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A text as it is being made. One thread. */
final class Draft {

    private final SplittableRandom random;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Label> labels = new ArrayList<>();

    Draft(SplittableRandom random) {
        this.random = random;
    }

    SplittableRandom random() {
        return random;
    }

    void append(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
    }

    int length() {
        return bytes.size();
    }

    /** Labels what was appended since the draft had {@code start} bytes. */
    void label(FindingType type, int start) {
        labels.add(new Label(type, start, bytes.size()));
    }

    String text() {
        return bytes.toString(UTF_8);
    }

    List<Label> labels() {
        return List.copyOf(labels);
    }
}
