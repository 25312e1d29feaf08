package dev.postern.loadtest.quality;

import dev.postern.crypto.Json;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.Utf8;
import dev.postern.egress.FindingType;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Labelled texts of a file of JSON lines, an object in each: {@code text}, and if wanted {@code findings} and {@code kind}. */
sealed interface CasesFile {

    /** The kind of a text that names none. */
    String NO_KIND = "other";

    record Read(List<LabelledText> texts) implements CasesFile {}

    /**
     * A file that is no file of cases.
     *
     * @param line the first line that is wrong, counted from 1
     * @param problem what is wrong there, and what was expected
     */
    record Malformed(int line, String problem) implements CasesFile {}

    /** Reads all lines; empty ones are skipped. */
    static CasesFile of(List<String> lines) {
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            JsonResult parsed = JsonParser.parse(lines.get(i), JsonLimits.STRICT.withMaxBytes(64 << 20));
            if (parsed instanceof JsonResult.Malformed malformed) {
                return new Malformed(i + 1, malformed.error().toString());
            }
            JsonFields fields = new JsonFields(parsed.valueOrNull(), "case");
            LabelledText text = text(fields, i + 1);
            String problem = fields.problem();
            if (problem != null) {
                return new Malformed(i + 1, problem);
            }
            texts.add(text);
        }
        return new Read(texts);
    }

    private static LabelledText text(JsonFields fields, int line) {
        String text = fields.string("text");
        String kind = fields.optionalString("kind");
        List<Label> labels = new ArrayList<>();
        if (fields.has("findings")) {
            for (Json finding : fields.array("findings")) {
                labels.add(label(new JsonFields(finding, "finding", fields), Utf8.length(text)));
            }
        }
        fields.nothingElse();
        return new LabelledText(kind == null ? NO_KIND : kind, line, text, labels);
    }

    private static Label label(JsonFields fields, int bytes) {
        FindingType type = type(fields.string("type"));
        long start = fields.integer("start");
        long end = fields.integer("end");
        if (type == null) {
            fields.refuse("type", "a type of finding such as 'api_key'");
            type = FindingType.CUSTOM;
        }
        if (start < 0 || start >= end) {
            fields.refuse("start", "the offset of a byte before 'end'");
        }
        if (end > bytes) {
            fields.refuse("end", "an offset within the " + bytes + " bytes of the text");
        }
        fields.nothingElse();
        return new Label(type, (int) start, (int) end);
    }

    private static @Nullable FindingType type(String id) {
        return Stream.of(FindingType.values())
                .filter(type -> type.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
