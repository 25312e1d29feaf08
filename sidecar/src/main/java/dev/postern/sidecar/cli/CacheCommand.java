package dev.postern.sidecar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
final class CacheCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The group with its commands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new CacheCommand()).addSubcommand(new CacheInvalidateCommand(terminal));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which cache command? expected invalidate");
    }
}
