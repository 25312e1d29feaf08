package dev.postern.sidecar.cli.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantSigner;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern covenant countersign}. */
@Command(
        name = "countersign",
        description = "Add another party's signature to a covenant.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant countersign covenant.json --key auditor.pem --role auditor > countersigned.json",
            "",
            "@|bold Exit|@  0 signed · 2 no covenant"
        })
final class CovenantCountersignCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "FILE", description = "The covenant.")
    private Path file = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The party's signing key.")
    private Path key = Path.of("");

    @Option(names = "--role", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private Role role = Role.auditor;

    CovenantCountersignCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Covenant covenant = CovenantFile.read(file);
        String named = role.name().toLowerCase(Locale.ROOT);
        Covenant signed =
                CovenantFile.of(file, CovenantSigner.countersign(covenant, KeyFile.read(key), named, clock.instant()));
        terminal.out().println(signed.print());
        return Exit.OK;
    }

    /** Who may countersign, as the command line and the document name them. */
    enum Role {
        issuer,
        beneficiary,
        auditor,
        operator,
        regulator
    }
}
