package dev.postern.sidecar.cli.egress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.Verdict;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.ScanStream;
import dev.postern.egress.detect.Scanner;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.egress.ScanEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern egress scan}. */
@Command(
        name = "scan",
        description = "Look for secrets and personal data in files.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern egress scan config.env notes.md",
            "  git diff --cached -U0 | sed -n 's/^+//p' | postern egress scan -    as a pre-commit hook",
            "  postern egress scan --explain --json report.txt",
            "",
            "Secrets are blocked, personal data redacted; what cannot be scanned whole is blocked.",
            "The text of a finding is never printed.",
            "",
            "@|bold Exit|@  0 allowed or redacted · 1 blocked · 2 usage or bad input"
        })
final class EgressScanCommand implements Callable<Integer> {

    private static final int PART = 64 << 10;
    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

    private final Terminal terminal;
    private final LongSupplier nanoTime;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--explain", description = "Show what stands before each finding, with findings masked.")
    private boolean explain;

    @Option(
            names = "--confidence",
            defaultValue = "50",
            description = "Least confidence told, 1 to 100 (${DEFAULT-VALUE}).")
    private int confidence;

    @Option(
            names = "--max-findings",
            defaultValue = "10000",
            description = "Most findings in one file (${DEFAULT-VALUE}); beyond it is blocked.")
    private int maxFindings;

    @Option(
            names = "--max-seconds",
            defaultValue = "600",
            description = "Longest time for one file (${DEFAULT-VALUE}); beyond it is blocked.")
    private int maxSeconds;

    @Option(
            names = "--engine",
            defaultValue = "java",
            description = "What finds literals: java, hyperscan or auto, which is hyperscan where it loads"
                    + " (${DEFAULT-VALUE}). What is found is the same.")
    private ScanEngine engine = ScanEngine.JAVA;

    @Parameters(paramLabel = "FILE|-", arity = "1..*", description = "Files; '-' for standard input.")
    private List<String> sources = List.of();

    EgressScanCommand(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public Integer call() throws IOException {
        Scanner scanner = new Scanner(Detectors.builtIn(engine()), limits(), nanoTime);
        List<ScannedContent> contents = new ArrayList<>();
        for (String source : sources) {
            contents.add(scan(scanner, source));
        }
        if (json) {
            terminal.out().println(Json.line(report(contents)));
        } else {
            contents.forEach(this::print);
            terminal.out().println(summary(contents));
        }
        return verdict(contents) == Verdict.BLOCK ? Exit.DENIED : Exit.OK;
    }

    private LiteralSearch.Engine engine() {
        if (engine.choose() instanceof ScanEngine.Chosen chosen) {
            return chosen.engine();
        }
        throw CommandException.badInput("--engine: Hyperscan cannot be loaded, expected its jars in lib/");
    }

    private ScanLimits limits() {
        if (confidence < 1 || confidence > 100 || maxFindings < 1 || maxSeconds < 1) {
            throw CommandException.badInput(
                    "--confidence is 1 to 100, --max-findings and --max-seconds are at least 1");
        }
        return new ScanLimits(Long.MAX_VALUE / 2, maxFindings, 1L << 30, Duration.ofSeconds(maxSeconds), confidence);
    }

    private ScannedContent scan(Scanner scanner, String source) throws IOException {
        if (source.equals("-")) {
            return scan(scanner, source, terminal.in());
        }
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            throw CommandException.badInput("'" + source + "' is a directory, expected a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return scan(scanner, source, in);
        } catch (NoSuchFileException e) {
            throw CommandException.badInput("'" + source + "' does not exist, expected a file");
        }
    }

    private ScannedContent scan(Scanner scanner, String name, InputStream in) throws IOException {
        ScanStream stream = scanner.stream();
        Places places = new Places();
        List<Places.Place> found = new ArrayList<>();
        byte[] part = new byte[PART];
        long started = nanoTime.getAsLong();
        for (int n = in.read(part); n >= 0 && !stream.exceeded(); n = in.read(part)) {
            places.append(part, n);
            found.addAll(places.of(stream.push(part, 0, n)));
            places.settled(stream.settledBytes());
            progress(name, stream.settledBytes(), found.size(), started);
        }
        int told = found.size();
        Scan scan = stream.end();
        List<Finding> rest = scan.findings()
                .subList(Math.min(told, scan.findings().size()), scan.findings().size());
        found.addAll(places.of(rest));
        return new ScannedContent(name, scan.bytes(), found, scan.incomplete());
    }

    private void progress(String name, long bytes, int findings, long started) {
        if (terminal.ansi().enabled() && nanoTime.getAsLong() - started > QUIET_NANOS) {
            terminal.err().print("\r" + name + ": " + (bytes >> 20) + " MiB, " + findings + " findings ");
            terminal.err().flush();
        }
    }

    private void print(ScannedContent content) {
        for (Places.Place place : content.places()) {
            Finding finding = place.finding();
            String kind = terminal.colour(content.verdict() == Verdict.BLOCK ? "red" : "yellow", name(finding));
            terminal.out()
                    .println(content.name() + ":" + place.line() + ":" + place.column() + "  " + kind + "  "
                            + finding.detector() + "  " + finding.confidence() + " %  bytes " + finding.start() + ".."
                            + finding.end()
                            + (finding.encoding().isEmpty() ? "" : "  in " + finding.encoding()));
            if (explain) {
                terminal.out().println("    " + place.masked());
            }
        }
        content.incomplete()
                .ifPresent(limit -> terminal.out()
                        .println(
                                content.name() + "  incomplete: " + limit.name().toLowerCase(Locale.ROOT)));
    }

    private static String name(Finding finding) {
        return finding.type().id();
    }

    private String summary(List<ScannedContent> contents) {
        int findings =
                contents.stream().mapToInt(content -> content.places().size()).sum();
        long files =
                contents.stream().filter(content -> !content.places().isEmpty()).count();
        return verdict(contents) + "  " + findings + " findings in " + files + " of " + contents.size() + " files";
    }

    private static Verdict verdict(List<ScannedContent> contents) {
        return contents.stream().map(ScannedContent::verdict).reduce(Verdict.ALLOW, Verdict::and);
    }

    private ObjectNode report(List<ScannedContent> contents) {
        ObjectNode report = Json.object().put("verdict", verdict(contents).name());
        ArrayNode files = report.putArray("files");
        for (ScannedContent content : contents) {
            ObjectNode file = files.addObject()
                    .put("file", content.name())
                    .put("verdict", content.verdict().name())
                    .put("bytes", content.bytes())
                    .put(
                            "incomplete",
                            content.incomplete().map(EgressScanCommand::name).orElse(null));
            ArrayNode findings = file.putArray("findings");
            content.places().forEach(place -> findings.add(json(place)));
        }
        return report;
    }

    private ObjectNode json(Places.Place place) {
        Finding finding = place.finding();
        ObjectNode node = Json.object()
                .put("type", finding.type().id())
                .put("detector", finding.detector())
                .put("start", finding.start())
                .put("end", finding.end())
                .put("line", place.line())
                .put("column", place.column())
                .put("confidence", finding.confidence())
                .put("encoding", finding.encoding().isEmpty() ? null : finding.encoding());
        return explain ? node.put("masked", place.masked()) : node;
    }

    private static String name(Incomplete limit) {
        return limit.name().toLowerCase(Locale.ROOT);
    }
}
