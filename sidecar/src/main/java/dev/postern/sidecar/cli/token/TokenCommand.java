package dev.postern.sidecar.cli.token;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import java.time.Clock;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern token}: the commands about capability tokens. */
@Command(
        name = "token",
        description = "Issue, narrow, verify and revoke capability tokens.",
        synopsisSubcommandLabel = "(issue | attenuate | prove | verify | revoke)",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern token issue --key issuer.pem --issuer acme --subject agent-7 --can 'file.*' --on '/docs/**'",
            "  postern token attenuate TOKEN --key holder.pem --can file.read --on /docs/42 --life 1m",
            "  postern token verify TOKEN --issuer acme=issuer.pub --action file.read --resource /docs/42",
            "  postern token revoke TOKEN --file /var/lib/postern/revocations",
            "",
            "TOKEN is a token, a file of one, or - for standard input. Each has --help with more."
        })
public final class TokenCommand extends CommandGroup {

    /** The group with its commands. */
    public static CommandLine line(Terminal terminal, Clock clock, RandomGenerator random) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new TokenIssueCommand(terminal, clock, random))
                .addSubcommand(new TokenAttenuateCommand(terminal, clock, random))
                .addSubcommand(new TokenProveCommand(terminal, clock, random))
                .addSubcommand(new TokenVerifyCommand(terminal, clock))
                .addSubcommand(new TokenRevokeCommand(terminal, clock));
    }
}
