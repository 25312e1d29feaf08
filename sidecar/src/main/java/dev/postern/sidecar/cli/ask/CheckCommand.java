package dev.postern.sidecar.cli.ask;

import dev.postern.policy.Reason;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern check}. */
@Command(
        name = "check",
        description = "Ask whether a principal may do an action to a resource.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern check --bundle policy.ccl --principal alice --action file.read --resource /docs/42",
            "  postern check --bundle policies/ --principal '{\"id\":\"bob\",\"roles\":[\"author\"]}' \\",
            "      --action file.write --resource /docs/42 --context '{\"size\":12}' --json",
            "  postern check --server 127.0.0.1:8181 --batch questions.jsonl",
            "",
            "A batch line is {\"id\",\"principal\"?,\"action\",\"resource\",\"context\"?,\"tenant\"?,\"now\"?}. Every line gets a line:",
            "{\"id\",\"decision\",\"reason\",\"rule\":{\"file\",\"line\",\"text\"}|null,\"obligations\":[…],\"severity\"}; one that cannot be",
            "read is denied with a reason that starts with 'input.'.",
            "",
            "@|bold Exit|@  0 allowed, or every line answered · 1 denied · 2 usage or bad input · 3 no answer to be had"
        })
public final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private AskOptions ask = new AskOptions();

    @Option(
            names = "--batch",
            paramLabel = "FILE|-",
            description = "Answer every JSON line of a file, '-' for standard input, with a JSON line.")
    private @Nullable String batch;

    @Option(names = "--count-limits", description = "Offline, let this batch's checks use up 'limit' rules.")
    private boolean countLimits;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    public CheckCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (batch != null) {
            return batch(batch);
        }
        Read read = ask.question();
        if (read instanceof Read.Refused refused && refused.reason() == Reason.INPUT_INCOMPLETE) {
            throw CommandException.badInput("--" + refused.message());
        }
        try (Asker asker = ask.asker(clock, countLimits)) {
            return print(
                    read instanceof Read.Asked asked
                            ? asker.ask(asked.question()).toCompletableFuture().join()
                            : Reply.of((Read.Refused) read));
        }
    }

    private int batch(String source) throws IOException {
        if (!ask.asksNothing()) {
            throw CommandException.badInput("--batch brings its own checks, expected no --action or --resource");
        }
        try (Asker asker = ask.asker(clock, countLimits)) {
            if (source.equals("-")) {
                return new Batch(asker, terminal).run(terminal.in());
            }
            try (InputStream in = Files.newInputStream(Path.of(source))) {
                return new Batch(asker, terminal).run(in);
            } catch (java.nio.file.NoSuchFileException e) {
                throw CommandException.badInput("'" + source + "' does not exist, expected a file of JSON lines or -");
            }
        }
    }

    private int print(Reply reply) {
        if (json) {
            terminal.out().println(Json.line(reply.json()));
        } else {
            reply.print(terminal);
        }
        if (!reply.answered()) {
            terminal.err().println("postern: no answer to be had: " + reply.detail());
            return Exit.FAULT;
        }
        return reply.allowed() ? Exit.OK : Exit.DENIED;
    }
}
