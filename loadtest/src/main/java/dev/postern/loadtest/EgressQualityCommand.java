package dev.postern.loadtest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints how much the egress detectors find of labelled texts, and how much they take for something in benign files. */
@Command(
        name = "egress-quality",
        mixinStandardHelpOptions = true,
        description = "Measures precision and recall on generated texts, and findings for each MB of benign files.")
final class EgressQualityCommand implements Callable<Integer> {

    private static final long LARGEST_FILE = 8L << 20;

    @Option(
            names = "--seed",
            description = "Of the labelled texts (default: ${DEFAULT-VALUE}).",
            defaultValue = "20261121")
    private long seed;

    @Option(names = "--each", description = "Texts of each kind (default: ${DEFAULT-VALUE}).", defaultValue = "500")
    private int each;

    @Option(names = "--held-out", description = "Texts that nothing was tuned to, instead.")
    private boolean heldOut;

    @Option(names = "--later", description = "Texts written after the detectors, instead.")
    private boolean later;

    @Option(names = "--show-missed", description = "Print the labelled texts that were judged wrongly.")
    private boolean showMissed;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Benign files or directories, one row each.")
    private List<Path> benign = List.of();

    private final Scanner scanner = new Scanner(
            Detectors.builtIn(),
            new ScanLimits(1L << 30, 1_000_000, 1L << 30, Duration.ofMinutes(5), 50),
            System::nanoTime);

    /** Counts for one type. */
    private static final class Tally {
        private int labelled;
        private int found;
        private int wrong;
    }

    @Override
    public Integer call() throws IOException {
        labelled();
        for (Path path : benign) {
            benign(path);
        }
        return 0;
    }

    private void labelled() {
        Map<FindingType, Tally> tallies = new EnumMap<>(FindingType.class);
        for (LabelledTexts.Labelled text : texts()) {
            judge(text, tallies);
        }
        System.out.println("| type | texts | recall | precision |");
        System.out.println("|---|---|---|---|");
        tallies.forEach((type, tally) -> System.out.printf(
                "| %s | %d | %.3f | %.3f |%n",
                type.id(),
                tally.labelled,
                tally.found / (double) Math.max(1, tally.labelled),
                tally.found / (double) Math.max(1, tally.found + tally.wrong)));
    }

    private List<LabelledTexts.Labelled> texts() {
        if (later) {
            return new LaterTexts(seed).make(each);
        }
        return heldOut ? new HeldOutTexts(seed).make(each) : new LabelledTexts(seed).make(each);
    }

    private void judge(LabelledTexts.Labelled text, Map<FindingType, Tally> tallies) {
        boolean found = false;
        for (Finding finding : scanner.scan(text.text().getBytes(US_ASCII)).findings()) {
            boolean right =
                    finding.type() == text.type() && finding.start() < text.end() && text.start() < finding.end();
            found |= right;
            if (!right) {
                tally(tallies, finding.type()).wrong++;
                missed("wrong " + finding.detector(), text);
            }
        }
        if (text.type() != null) {
            Tally tally = tally(tallies, text.type());
            tally.labelled++;
            tally.found += found ? 1 : 0;
            if (!found) {
                missed("missed " + text.type().id(), text);
            }
        }
    }

    private void missed(String what, LabelledTexts.Labelled text) {
        if (showMissed) {
            System.err.println(what + ": " + text.text());
        }
    }

    private static Tally tally(Map<FindingType, Tally> tallies, FindingType type) {
        return tallies.computeIfAbsent(type, absent -> new Tally());
    }

    private void benign(Path path) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        long bytes = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files.filter(EgressQualityCommand::usable)::iterator) {
                byte[] content = Files.readAllBytes(file);
                bytes += content.length;
                scanner.scan(content)
                        .findings()
                        .forEach(finding -> counts.merge(finding.type().id(), 1, Integer::sum));
            }
        }
        int all = counts.values().stream().mapToInt(i -> i).sum();
        System.out.printf("%s: %.1f MB, %.2f findings/MB %s%n", path, bytes / 1e6, all / (bytes / 1e6), counts);
    }

    private static boolean usable(Path file) {
        try {
            return Files.isRegularFile(file) && Files.isReadable(file) && Files.size(file) <= LARGEST_FILE;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
