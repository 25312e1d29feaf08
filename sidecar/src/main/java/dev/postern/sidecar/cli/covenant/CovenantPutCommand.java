package dev.postern.sidecar.cli.covenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantCheck;
import dev.postern.covenant.CovenantVerifier;
import dev.postern.covenant.Verification;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.covenant.CovenantStore;
import dev.postern.sidecar.covenant.UnfitCovenantException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern covenant put}. */
@Command(
        name = "put",
        description = "Keep covenants in a store, all of them or none; one that its issuer did not sign is not kept.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant put covenant.json --store sqlite:covenants.db",
            "  postern covenant put *.json --store file:covenants --store-key store.key",
            "  postern covenant put covenant.json --store postgresql://db/policies --store-user postern",
            "",
            "Whether they have begun, ended or been narrowed well is verified by whoever takes them out.",
            "",
            "@|bold Exit|@  0 kept · 1 not as its issuer signed it · 2 no covenant · 3 cannot reach or write"
        })
final class CovenantPutCommand implements Callable<Integer> {

    /** What makes a covenant its issuer's, at whatever time it is asked. */
    private static final Set<String> GENUINE =
            Set.of(CovenantCheck.ID_MATCH.label(), CovenantCheck.SIGNATURE_VALID.label());

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The covenants.")
    private List<Path> files = List.of();

    @Mixin
    private StoreOptions at = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CovenantPutCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        List<Covenant> covenants = new ArrayList<>();
        for (Path file : files) {
            Covenant covenant = CovenantFile.read(file);
            for (Verification.Finding failed :
                    CovenantVerifier.verify(covenant, clock.millis()).failed()) {
                if (GENUINE.contains(failed.name())) {
                    terminal.err().println(file + ": " + failed.name() + ": " + failed.problem());
                    return Exit.DENIED;
                }
            }
            covenants.add(covenant);
        }
        try (CovenantStore store = at.openOrMake(clock)) {
            store.put(covenants);
        } catch (UnfitCovenantException unfit) {
            throw CommandException.badInput(String.valueOf(unfit.getMessage()));
        }
        print(covenants);
        return Exit.OK;
    }

    private void print(List<Covenant> covenants) {
        if (json) {
            ObjectNode report = Json.object();
            ArrayNode put = report.putArray("put");
            covenants.forEach(covenant -> put.add(covenant.id()));
            terminal.out().println(Json.line(report));
        } else {
            covenants.forEach(covenant -> terminal.out().println(covenant.id()));
        }
    }
}
