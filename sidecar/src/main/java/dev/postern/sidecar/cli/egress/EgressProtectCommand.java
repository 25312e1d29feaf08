package dev.postern.sidecar.cli.egress;

import dev.postern.egress.duplicate.ProtectedCorpus;
import dev.postern.egress.duplicate.Signature;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postern egress protect}. */
@Command(
        name = "protect",
        description = "Print signatures of texts of which no near copy may leave.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern egress protect plans/*.md > corpus.sig          for egress.corpus.file",
            "",
            "A text cannot be had back from its signature. Too short texts are named on standard error and left out.",
            "",
            "@|bold Exit|@  0 done · 2 usage or bad input"
        })
final class EgressProtectCommand implements Callable<Integer> {

    private static final int PART = 64 << 10;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Texts; each is known by its path as given.")
    private List<Path> files = List.of();

    EgressProtectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (Path file : files) {
            Signature signature = signature(file);
            if (signature.runs() < ProtectedCorpus.FEWEST_RUNS) {
                terminal.err().println(file + ": too short to tell its copies from other texts, left out");
            } else {
                terminal.out().println(new ProtectedCorpus.Protected(file.toString(), signature).line());
            }
        }
        return Exit.OK;
    }

    private static Signature signature(Path file) {
        Signature.Taking taking = new Signature.Taking();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] part = new byte[PART];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                taking.add(part, 0, n);
            }
        } catch (IOException e) {
            throw CommandException.badInput("'" + file + "' cannot be read: " + e.getMessage());
        }
        return taking.signature();
    }
}
