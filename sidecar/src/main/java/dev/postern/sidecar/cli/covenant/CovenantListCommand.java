package dev.postern.sidecar.cli.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.covenant.CovenantFilter;
import dev.postern.sidecar.covenant.CovenantStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code postern covenant list}. */
@Command(
        name = "list",
        description = "List the covenants of a store for which all that is asked holds, by id.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant list --store sqlite:covenants.db --beneficiary agent --tag production",
            "  postern covenant list --store file:covenants --created-after 2026-01-01T00:00:00Z --count",
            "  postern covenant list --store file:covenants --limit 100 --after ID      the next hundred",
            "",
            "With --json a covenant is a line, whole.",
            "",
            "@|bold Exit|@  0 listed, be it nothing · 2 usage, or no store · 3 cannot reach or read"
        })
final class CovenantListCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private StoreOptions at = new StoreOptions();

    @Option(names = "--issuer", paramLabel = "NAME", description = "Issued by.")
    private @Nullable String issuer;

    @Option(names = "--beneficiary", paramLabel = "NAME", description = "Made for.")
    private @Nullable String beneficiary;

    @Option(names = "--created-after", paramLabel = "TIME", description = "Made then or later.")
    private @Nullable Instant createdAfter;

    @Option(names = "--created-before", paramLabel = "TIME", description = "Made then or earlier.")
    private @Nullable Instant createdBefore;

    @Option(names = "--delegated", arity = "1", paramLabel = "BOOL", description = "Whether it is under another one.")
    private @Nullable Boolean delegated;

    @Option(names = "--tag", paramLabel = "TAG", description = "Bears the tag; several times: all of them.")
    private List<String> tags = List.of();

    @Option(names = "--after", paramLabel = "ID", description = "Ids greater than this one.")
    private String after = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default ${DEFAULT-VALUE}.")
    private int limit = 1_000;

    @Option(names = "--count", description = "Print how many there are, whatever the limit.")
    private boolean count;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CovenantListCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        CovenantFilter filter = filter();
        try (CovenantStore store = at.open(clock)) {
            if (count) {
                long all = store.count(filter);
                terminal.out().println(json ? Json.line(Json.object().put("count", all)) : Long.toString(all));
            } else {
                store.list(filter).forEach(this::print);
            }
        }
        return Exit.OK;
    }

    private CovenantFilter filter() {
        try {
            return new CovenantFilter(
                    issuer,
                    beneficiary,
                    createdAfter == null ? null : createdAfter.toEpochMilli(),
                    createdBefore == null ? null : createdBefore.toEpochMilli(),
                    delegated,
                    new HashSet<>(tags),
                    after,
                    limit);
        } catch (IllegalArgumentException bounds) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bounds.getMessage()));
        }
    }

    private void print(Covenant covenant) {
        terminal.out()
                .println(
                        json
                                ? covenant.print()
                                : covenant.id() + "  " + covenant.createdAt() + "  "
                                        + covenant.issuer().id() + " -> "
                                        + covenant.beneficiary().id());
    }
}
