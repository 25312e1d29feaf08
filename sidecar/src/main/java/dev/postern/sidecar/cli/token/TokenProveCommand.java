package dev.postern.sidecar.cli.token;

import dev.postern.capability.Proof;
import dev.postern.capability.Token;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern token prove}. */
@Command(
        name = "prove",
        description = "Prove possession of a token's key, for one use of it.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern token prove TOKEN --key holder.pem --action file.read --resource /docs/42",
            "",
            "A proof goes into the header x-postern-proof. It serves once, within half a minute.",
            "",
            "@|bold Exit|@  0 made · 2 no token or no key"
        })
final class TokenProveCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;
    private final RandomGenerator random;

    @Mixin
    private HeldToken held = new HeldToken();

    @Option(names = "--action", required = true, paramLabel = "ACTION", description = "What it will be used for.")
    private String action = "";

    @Option(names = "--resource", required = true, paramLabel = "PATH", description = "On what.")
    private String resource = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenProveCommand(Terminal terminal, Clock clock, RandomGenerator random) {
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        Token token = held.token(terminal);
        String proof = Proof.sign(held.key(), token.last().digest(), action, resource, clock.millis(), random)
                .text();
        terminal.out().println(json ? Json.line(Json.object().put("proof", proof)) : proof);
        return Exit.OK;
    }
}
