package dev.postern.sidecar.cli.keys;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern keys}: the commands about signing keys. */
@Command(
        name = "keys",
        description = "Generate, show and rotate signing keys.",
        synopsisSubcommandLabel = "(generate | show | rotate)",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern keys generate issuer.pem                a new Ed25519 key, readable by you alone",
            "  postern keys show issuer.pem                    its public key and key id",
            "  postern keys rotate issuer.pem                  a new key in its place, the old one beside it",
            "",
            "Each has --help with more."
        })
public final class KeysCommand extends CommandGroup {

    /** The group with its commands. */
    public static CommandLine line(Terminal terminal, RandomGenerator random) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysGenerateCommand(terminal, random))
                .addSubcommand(new KeysShowCommand(terminal))
                .addSubcommand(new KeysRotateCommand(terminal, random));
    }
}
