package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.PublicKey;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.watch.Attestation;
import dev.postern.evidence.watch.Comparison;
import dev.postern.evidence.watch.QuorumRule;
import dev.postern.evidence.watch.WatchFinding;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern evidence compare}. */
@Command(
        name = "compare",
        description = "Compare what watchers of a receipt chain attest: forks, lag, and whether enough agree.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence compare --corridor pk-ae attestations/*.json",
            "  postern evidence compare --corridor pk-ae --quorum 3/4 --allow-lag --json w1.json w2.json w3.json w4.json",
            "",
            "An attestation that is not signed, stale, or of another corridor does not count, and is named.",
            "",
            "@|bold Exit|@  0 they agree · 2 bad input · 19 too few agree · 30 fork · 31 nothing fresh · 32 lag · 33 checkpoints differ"
        })
final class CompareCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 1 << 20;
    private static final Set<WatchFinding> LAGS =
            Set.of(WatchFinding.LAG_DIVERGENCE, WatchFinding.CHECKPOINT_DIGEST_DIVERGENCE);

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Attestations, one credential in each.")
    private List<Path> files = List.of();

    @Option(names = "--corridor", required = true, paramLabel = "ID", description = "The chain they are of.")
    private String corridor = "";

    @Option(
            names = "--watcher",
            paramLabel = "KEY",
            description = "A watcher that counts, 64 hex; all when none is given.")
    private List<String> watchers = List.of();

    @Option(
            names = "--quorum",
            paramLabel = "RULE",
            defaultValue = "majority",
            description = "How many must agree: majority or K/N. Default: ${DEFAULT-VALUE}.")
    private String quorum = "majority";

    @Option(
            names = "--max-staleness",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "How old an attestation may be, such as PT30M. Default: ${DEFAULT-VALUE}.")
    private Duration maxStaleness = Duration.ofHours(1);

    @Option(names = "--allow-lag", description = "Report lag and differing checkpoints, but do not fail on them.")
    private boolean allowLag;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CompareCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        QuorumRule rule = QuorumRule.parse(quorum);
        if (rule == null) {
            throw CommandException.badInput(
                    "--quorum '" + quorum + "' is no rule, expected majority or K/N such as 2/3");
        }
        List<String> skipped = new ArrayList<>();
        List<Attestation> attestations = attestations(skipped);
        Comparison comparison =
                Comparison.of(attestations, corridor, allowed(), rule, clock.millis(), maxStaleness.toMillis());
        skipped.addAll(comparison.skipped());
        if (json) {
            terminal.out().println(dev.postern.sidecar.cli.console.Json.line(report(comparison, skipped)));
        } else {
            print(comparison, skipped);
        }
        return exit(comparison);
    }

    private List<Attestation> attestations(List<String> skipped) throws IOException {
        List<Attestation> attestations = new ArrayList<>();
        for (Path file : files) {
            Attestation.Reading reading = Attestation.read(credential(file));
            if (reading instanceof Attestation.Reading.Read read) {
                attestations.add(read.attestation());
            } else {
                skipped.add(file + ": " + ((Attestation.Reading.Skipped) reading).message());
            }
        }
        return attestations;
    }

    private static Json credential(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            JsonResult result = JsonParser.parse(in.readNBytes(MAX_BYTES + 1), JsonLimits.STRICT);
            if (result instanceof JsonResult.Parsed parsed) {
                return parsed.value();
            }
            throw CommandException.badFiles(List.of(file + ":1:1: " + ((JsonResult.Malformed) result).error()));
        }
    }

    private @Nullable Set<PublicKey> allowed() {
        Set<PublicKey> allowed = new LinkedHashSet<>();
        for (String watcher : watchers) {
            PublicKey key = PublicKey.parseHex(watcher);
            if (key == null) {
                throw CommandException.badInput(
                        "--watcher '" + watcher + "' is no key, expected 64 hexadecimal digits");
            }
            allowed.add(key);
        }
        return allowed.isEmpty() ? null : allowed;
    }

    private int exit(Comparison comparison) {
        for (WatchFinding finding : comparison.findings()) {
            if (!allowLag || !LAGS.contains(finding)) {
                return finding.number();
            }
        }
        return comparison.quorum() ? Exit.OK : EvidenceFault.QUORUM_UNMET.number();
    }

    private void print(Comparison comparison, List<String> skipped) {
        comparison.findings().forEach(finding -> terminal.out().println(terminal.colour("red", finding.label())));
        String reached = comparison.quorum() ? terminal.colour("green", "quorum") : terminal.colour("red", "no quorum");
        terminal.out()
                .println(reached + ": " + comparison.agreeing() + " of "
                        + comparison.fresh().size() + " fresh attestations agree, " + comparison.required()
                        + " needed");
        skipped.forEach(line -> terminal.err().println("skipped " + line));
    }

    private static ObjectNode report(Comparison comparison, List<String> skipped) {
        ObjectNode report = dev.postern.sidecar.cli.console.Json.object()
                .put("quorum", comparison.quorum())
                .put("agreeing", comparison.agreeing())
                .put("required", comparison.required())
                .put("fresh", comparison.fresh().size());
        ArrayNode findings = report.putArray("findings");
        comparison.findings().forEach(finding -> findings.add(finding.label()));
        ArrayNode lines = report.putArray("skipped");
        skipped.forEach(lines::add);
        return report;
    }
}
