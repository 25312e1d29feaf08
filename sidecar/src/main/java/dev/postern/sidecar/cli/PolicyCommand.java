package dev.postern.sidecar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
final class PolicyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "which policy command? expected validate, fmt, test, explain or diff");
    }
}
