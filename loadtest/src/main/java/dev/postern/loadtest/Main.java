package dev.postern.loadtest;

import dev.postern.loadtest.quality.EgressQualityCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the measurements. */
@Command(
        name = "loadtest",
        description = "Measures the sidecar.",
        subcommands = {
            CompareCommand.class,
            EnvoyCommand.class,
            ReloadCommand.class,
            FootprintCommand.class,
            EvidenceCommand.class,
            EgressQualityCommand.class,
            EgressCostCommand.class,
            CacheCommand.class,
            FleetCommand.class,
            EgressCheckCommand.class,
            DurableCommand.class,
            ChainCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
