package dev.postern.sidecar.cli.egress;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
public final class EgressCommand extends CommandGroup {

    /** The group with its commands. */
    public static CommandLine line(Terminal terminal) {
        return new CommandLine(new EgressCommand())
                .addSubcommand(new EgressScanCommand(terminal, System::nanoTime))
                .addSubcommand(new EgressVerifyCommand(terminal))
                .addSubcommand(new EgressProtectCommand(terminal))
                .addSubcommand(new EgressConcealCommand(terminal));
    }
}
