package dev.postern.sidecar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code postern egress}: what leaves. */
@Command(
        name = "egress",
        description = "Scan what is about to leave, verify what was said of it.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern egress scan notes.md                    does it hold secrets or personal data?",
            "  postern egress verify certificate.json --key gate.pub",
            "  postern egress protect plans/*.md > corpus.sig  of what no copy may leave",
            "  postern egress conceal --key k < secrets.txt    of which secrets nothing may leave",
            "",
            "Each has --help with more."
        })
final class EgressCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command? see postern egress --help");
    }
}
