package dev.postern.sidecar.cli.covenant;

import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.covenant.CovenantStore;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern covenant delete}. */
@Command(
        name = "delete",
        description = "Remove covenants from a store. What was signed stays signed: copies elsewhere still verify.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant delete ID --store sqlite:covenants.db",
            "",
            "@|bold Exit|@  0 removed · 1 one of them was not there · 2 no store · 3 cannot reach or write"
        })
final class CovenantDeleteCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The covenants' ids.")
    private List<String> ids = List.of();

    @Mixin
    private StoreOptions at = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CovenantDeleteCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Set<String> wanted = new LinkedHashSet<>(ids);
        int deleted;
        try (CovenantStore store = at.open(clock)) {
            deleted = store.delete(wanted);
        }
        terminal.out().println(json ? Json.line(Json.object().put("deleted", deleted)) : deleted + " removed");
        return deleted == wanted.size() ? Exit.OK : Exit.DENIED;
    }
}
