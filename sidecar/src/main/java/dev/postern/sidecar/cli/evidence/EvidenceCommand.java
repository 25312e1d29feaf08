package dev.postern.sidecar.cli.evidence;

import dev.postern.sidecar.cli.console.CommandGroup;
import dev.postern.sidecar.cli.console.Terminal;
import java.time.Clock;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
public final class EvidenceCommand extends CommandGroup {

    /** The group with its commands. */
    public static CommandLine line(Terminal terminal, Clock clock) {
        return new CommandLine(new EvidenceCommand())
                .addSubcommand(new VerifyEvidenceCommand(terminal))
                .addSubcommand(new ProveCommand(terminal))
                .addSubcommand(new CheckpointCommand(terminal))
                .addSubcommand(new FsckEvidenceCommand(terminal))
                .addSubcommand(new AuditGapsCommand(terminal))
                .addSubcommand(new ForkProofCommand(terminal))
                .addSubcommand(new TailCommand(terminal))
                .addSubcommand(new ChainCommand(terminal, ForkJoinPool.commonPool()))
                .addSubcommand(new CompareCommand(terminal, clock))
                .addSubcommand(new ReplayEvidenceCommand(terminal))
                .addSubcommand(new ExportEvidenceCommand(terminal))
                .addSubcommand(new TrimEvidenceCommand(terminal))
                .addSubcommand(new BundleEvidenceCommand(terminal));
    }
}
