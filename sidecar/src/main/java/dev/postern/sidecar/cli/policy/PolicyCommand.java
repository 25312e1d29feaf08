package dev.postern.sidecar.cli.policy;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern policy}: the commands about policies themselves. */
@Command(
        name = "policy",
        description = "Validate, format, test, explain and compare policies.",
        synopsisSubcommandLabel = "(validate | fmt | test | explain | diff)",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern policy validate policies/               is the bundle good?",
            "  postern policy test policies.test.yaml          does it answer as it should?",
            "  postern policy explain --bundle policies/ --principal bob --action file.write --resource /docs/42",
            "",
            "Each has --help with more."
        })
public final class PolicyCommand extends CommandGroup {

    /** The group with its commands. */
    public static CommandLine line(Terminal terminal, Clock clock) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new FmtCommand(terminal))
                .addSubcommand(new TestCommand(terminal, clock))
                .addSubcommand(new ExplainCommand(terminal, clock))
                .addSubcommand(new DiffCommand(terminal, clock));
    }
}
