package dev.postern.sidecar.cli.covenant;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import java.time.Clock;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern covenant}: the commands about signed policies. */
@Command(
        name = "covenant",
        description = "Sign, countersign, verify and keep policies that somebody answers for.",
        synopsisSubcommandLabel = "(sign | countersign | verify | put | get | list | delete)",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant sign draft.json --key issuer.pem > covenant.json",
            "  postern covenant countersign covenant.json --key auditor.pem --role auditor",
            "  postern covenant verify covenant.json           the eleven checks",
            "  postern covenant verify root.json child.json    a chain, root first",
            "  postern covenant put covenant.json --store sqlite:covenants.db",
            "  postern covenant list --store sqlite:covenants.db --beneficiary agent",
            "",
            "Each has --help with more."
        })
public final class CovenantCommand extends CommandGroup {

    /** The group with its commands. */
    public static CommandLine line(Terminal terminal, Clock clock, RandomGenerator random) {
        return new CommandLine(new CovenantCommand())
                .addSubcommand(new CovenantSignCommand(terminal, clock, random))
                .addSubcommand(new CovenantCountersignCommand(terminal, clock))
                .addSubcommand(new CovenantVerifyCommand(terminal, clock))
                .addSubcommand(new CovenantPutCommand(terminal, clock))
                .addSubcommand(new CovenantGetCommand(terminal, clock))
                .addSubcommand(new CovenantListCommand(terminal, clock))
                .addSubcommand(new CovenantDeleteCommand(terminal, clock));
    }
}
