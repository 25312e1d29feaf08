package dev.postern.loadtest.quality;

import dev.postern.egress.FindingType;
import dev.postern.egress.detect.Scanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Writes what was measured as tables of Markdown. A share of nothing is written as a dash. */
final class Tables {

    private final PrintWriter out;

    Tables(PrintWriter out) {
        this.out = out;
    }

    void byType(Map<FindingType, Score> scores) {
        out.println("| type | labelled | found | found at all | precision |");
        out.println("|---|---|---|---|---|");
        Score all = new Score();
        scores.forEach((type, score) -> {
            row(type.id(), score);
            all.add(score);
        });
        row("all", all);
        out.flush();
    }

    void byKind(Map<String, Score> scores) {
        out.println();
        out.println("| kind | labelled | found | found at all | false findings |");
        out.println("|---|---|---|---|---|");
        scores.forEach((kind, score) -> out.println("| " + kind + " | " + score.labels() + " | " + share(score.recall())
                + " | " + share(score.covered()) + " | " + score.falseFindings() + " |"));
        out.flush();
    }

    /** A row for each file or directory, written as soon as it is measured. */
    void files(Iterable<Path> roots, Scanner scanner) throws IOException {
        out.println();
        out.println("| files | MB | findings for each MB | without mail and IP addresses | what they are |");
        out.println("|---|---|---|---|---|");
        for (Path root : roots) {
            BenignFiles files = BenignFiles.scan(root, scanner);
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f | %s |",
                    root,
                    files.bytes() / 1e6,
                    files.rate(),
                    files.rateWithoutAddresses(),
                    files.mostFrequent()));
            out.flush();
        }
    }

    private void row(String name, Score score) {
        out.println("| " + name + " | " + score.labels() + " | " + share(score.recall()) + " | "
                + share(score.covered()) + " | " + share(score.precision()) + " |");
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.3f", share);
    }
}
