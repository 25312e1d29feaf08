package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.EvidenceFault;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.cli.ask.Bundle;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.evidence.BundleShelf;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.LogReader;
import dev.postern.sidecar.evidence.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern evidence replay}. */
@Command(
        name = "replay",
        description = "Decide a whole log again, by the bundles it was decided by or by a new one.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence replay ~/.local/state/postern/evidence",
            "  postern evidence replay evidence --bundle new-policy/      what a new policy would have changed",
            "",
            "@|bold Exit|@  0 nothing differs · 1 something does · 2 usage or bad input · 25 the log is damaged"
        })
final class ReplayEvidenceCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The directory of the log.")
    private Path directory = Path.of("");

    @Option(names = "--bundle", paramLabel = "PATH", description = "Decide by this bundle instead.")
    private @Nullable Path bundle;

    @Option(names = "--json", description = "Print one JSON line for each difference, and one with the sums.")
    private boolean json;

    ReplayEvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Program other = bundle == null ? null : Bundle.program(bundle);
        Map<Replay.Outcome, Long> sums = new EnumMap<>(Replay.Outcome.class);
        try (LogReader log = LogReader.open(FileDisk.existing(directory))) {
            BundleShelf shelf = BundleShelf.of(
                    directory, (digest, message) -> terminal.err().println("postern: " + message));
            new Replay(log, shelf, other).run(each -> {
                sums.merge(each.outcome(), 1L, Long::sum);
                if (each.outcome() == Replay.Outcome.DIFFERENT) {
                    tell(each);
                }
            });
        } catch (DamagedException e) {
            terminal.err().println("postern: " + directory + ": " + e.getMessage());
            return EvidenceFault.DAMAGED.number();
        }
        tell(sums);
        return sums.containsKey(Replay.Outcome.DIFFERENT) ? Exit.DENIED : Exit.OK;
    }

    private void tell(Replay.Case differs) {
        Template now = differs.now();
        String after = now == null
                ? ""
                : now.enforced() + " " + now.reason().code() + (now.rule() == null ? "" : " " + now.rule());
        String before = differs.receipt().form().decision() + " "
                + differs.receipt().form().reason()
                + String.join(
                        "",
                        differs.receipt().form().rules().stream()
                                .map(rule -> " " + rule)
                                .toList());
        if (json) {
            ObjectNode line = Json.object();
            line.put("leaf", differs.leaf()).put("then", before).put("now", after);
            terminal.out().println(Json.line(line));
        } else {
            terminal.out().println("leaf " + differs.leaf() + ": " + before + " -> " + after);
        }
    }

    private void tell(Map<Replay.Outcome, Long> sums) {
        if (json) {
            ObjectNode line = Json.object();
            for (Replay.Outcome outcome : Replay.Outcome.values()) {
                line.put(outcome.name().toLowerCase(Locale.ROOT), sums.getOrDefault(outcome, 0L));
            }
            terminal.out().println(Json.line(line));
            return;
        }
        sums.forEach((outcome, count) ->
                terminal.out().println(outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + count));
    }
}
