package dev.postern.sidecar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code postern evidence}: the commands about evidence logs. */
@Command(
        name = "evidence",
        description = "Verify, prove and inspect evidence, offline.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern evidence verify receipt.tlog-proof --key log.vkey",
            "",
            "Each has --help with more.",
            "",
            "@|bold Exit|@  0 shown · 2 usage or bad input · 3 cannot reach, or internal · 10 to 39 not shown, one number per reason",
            "(docs/evidence.md lists them)"
        })
final class EvidenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which evidence command? see postern evidence --help");
    }
}
