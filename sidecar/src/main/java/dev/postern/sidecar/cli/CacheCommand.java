package dev.postern.sidecar.cli;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern cache}: the commands about the cache of a running sidecar. */
@Command(
        name = "cache",
        description = "Invalidate what a running sidecar remembers.",
        synopsisSubcommandLabel = "(invalidate)",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern cache invalidate --server unix:/var/lib/postern/admin.sock --principal alice",
            "",
            "Each has --help with more."
        })
final class CacheCommand extends CommandGroup {

    /** The group with its commands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new CacheCommand()).addSubcommand(new CacheInvalidateCommand(terminal));
    }
}
