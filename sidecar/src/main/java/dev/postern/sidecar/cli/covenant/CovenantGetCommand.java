package dev.postern.sidecar.cli.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.covenant.CovenantStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code postern covenant get}. */
@Command(
        name = "get",
        description = "Print covenants of a store, one to a line, as they were put.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant get ID --store sqlite:covenants.db > covenant.json",
            "",
            "It is not verified: see postern covenant verify.",
            "",
            "@|bold Exit|@  0 printed · 1 one of them is not there · 2 no store · 3 cannot reach or read"
        })
final class CovenantGetCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The covenants' ids.")
    private List<String> ids = List.of();

    @Mixin
    private StoreOptions at = new StoreOptions();

    CovenantGetCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        List<@Nullable Covenant> found;
        try (CovenantStore store = at.open(clock)) {
            found = store.get(ids);
        }
        int exit = Exit.OK;
        for (int i = 0; i < ids.size(); i++) {
            Covenant covenant = found.get(i);
            if (covenant == null) {
                terminal.err().println("no covenant " + ids.get(i));
                exit = Exit.DENIED;
            } else {
                terminal.out().println(covenant.print());
            }
        }
        return exit;
    }
}
