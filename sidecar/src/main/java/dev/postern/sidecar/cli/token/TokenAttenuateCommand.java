package dev.postern.sidecar.cli.token;

import dev.postern.capability.Attenuation;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Token;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern token attenuate}. */
@Command(
        name = "attenuate",
        description = "Narrow a token with its holder's key, asking nobody; what would be wider is not made.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern token attenuate TOKEN --key holder.pem --can file.read --on /docs/42 --life 1m",
            "  postern token attenuate token.txt --key holder.pem --can 'file.*' --on '/docs/**' --holder next.pub",
            "",
            "@|bold Exit|@  0 made · 1 it would be wider, or the key is not the holder's · 2 no token"
        })
final class TokenAttenuateCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;
    private final RandomGenerator random;

    @Mixin
    private HeldToken held = new HeldToken();

    @Mixin
    private GrantOptions grant = new GrantOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenAttenuateCommand(Terminal terminal, Clock clock, RandomGenerator random) {
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        Token parent = held.token(terminal);
        Attenuation.Result result = Attenuation.attenuate(
                parent,
                new Attenuation.Narrower(
                        grant.id(random),
                        grant.audience(parent.last().grant().audience()),
                        lifetime(parent),
                        grant.rights(),
                        grant.possession()),
                held.key());
        if (result instanceof Attenuation.Result.Refused refused) {
            terminal.err()
                    .println("refused: " + refused.refusal().reason().code() + ": "
                            + refused.refusal().explanation());
            return Exit.DENIED;
        }
        new ShownToken(((Attenuation.Result.Attenuated) result).token()).print(terminal, json);
        return Exit.OK;
    }

    /** From now on, and no longer than the token itself. */
    private Lifetime lifetime(Token parent) {
        Lifetime wanted = grant.lifetime(clock);
        Lifetime most = parent.last().grant().lifetime();
        long from = Math.max(wanted.notBefore(), most.notBefore());
        long until = Math.min(wanted.expiresAt(), most.expiresAt());
        if (until <= from) {
            throw CommandException.badInput("the token has expired");
        }
        return new Lifetime(Math.max(wanted.issuedAt(), most.issuedAt()), from, until);
    }
}
