package dev.postern.sidecar.cli.egress;

import dev.postern.egress.detect.TenantSecrets;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.egress.KnownContents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern egress conceal}. */
@Command(
        name = "conceal",
        description = "Print keyed digests of secrets that must not leave, one a line of standard input.",
        footer = {
            "",
            "@|bold Examples|@",
            "  (umask 077; head -c 32 /dev/urandom > secrets.key)",
            "  postern egress conceal --key secrets.key < secrets.txt > secrets.dig     for egress.secrets.file",
            "",
            "Without the key nothing can be told of a secret but its length.",
            "",
            "@|bold Exit|@  0 done · 2 usage or bad input"
        })
final class EgressConcealCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "16 bytes to 1 KiB that only you may read; the sidecar needs the same.")
    private Path key = Path.of("");

    EgressConcealCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        byte[] bytes = key();
        BufferedReader in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            byte[] secret = line.getBytes(StandardCharsets.UTF_8);
            if (secret.length < TenantSecrets.MIN_LENGTH || secret.length > TenantSecrets.MAX_LENGTH) {
                throw CommandException.badInput("line " + number + ": a secret of " + secret.length
                        + " bytes, expected " + TenantSecrets.MIN_LENGTH + " to " + TenantSecrets.MAX_LENGTH);
            }
            terminal.out().println(TenantSecrets.entry(bytes, secret).line());
        }
        return Exit.OK;
    }

    private byte[] key() {
        try {
            return KnownContents.key(key);
        } catch (IOException e) {
            throw CommandException.badInput(String.valueOf(e.getMessage()));
        }
    }
}
