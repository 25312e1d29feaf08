package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.Arrays;
import java.util.List;

/** The tokens of {@code tokens.txt}, which tell what they are by how they begin. Stateless. */
final class TokenTable {

    private static final String RESOURCE = "tokens.txt";
    private static final int CONFIDENCE = 90;

    private TokenTable() {}

    static void addTo(Detectors.Builder builder) {
        Vocabulary.lines(RESOURCE).forEach(line -> add(builder, columns(line)));
    }

    /** The ids of all detectors of the table. */
    static List<String> ids() {
        return Vocabulary.lines(RESOURCE).stream()
                .map(line -> "secret." + columns(line)[0])
                .distinct()
                .toList();
    }

    private static String[] columns(String line) {
        return line.strip().split("\\s+", -1);
    }

    private static void add(Detectors.Builder builder, String[] row) {
        List<String> rest = Arrays.asList(row).subList(3, row.length);
        TokenCheck check = rest.contains("crc32") ? TokenCheck.CRC_BASE62 : TokenCheck.NONE;
        int confidence = rest.isEmpty() || rest.get(0).equals("crc32") ? CONFIDENCE : Integer.parseInt(rest.get(0));
        Shape shape = Shape.of(row[2]);
        for (String prefix : row[1].split("\\|", -1)) {
            builder.on(
                    new TokenMatcher("secret." + row[0], FindingType.API_KEY, prefix, shape, confidence, check),
                    prefix);
        }
    }
}
