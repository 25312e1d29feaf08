package dev.postern.sidecar.cli.ask;

import dev.postern.policy.Reason;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Lines;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers JSON lines with JSON lines, in order and as they come: at most a window of questions waits at once, and
 * whenever no input is at hand everything asked so far is answered and flushed.
 */
public final class Batch {

    /** Longer lines are refused, each by itself. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final int WINDOW = 128;

    private final Asker asker;
    private final Terminal terminal;
    private final Queue<CompletableFuture<Reply>> waiting = new ArrayDeque<>(WINDOW);
    private boolean unanswered;

    /** Asks {@code asker} what the terminal's input says. */
    public Batch(Asker asker, Terminal terminal) {
        this.asker = asker;
        this.terminal = terminal;
    }

    /** Reads to the end of input; the exit code is 0 when every line was answered, 3 otherwise. */
    int run(InputStream in) throws IOException {
        Lines lines = new Lines(in, MAX_LINE_BYTES);
        while (lines.next()) {
            if (!lines.blank()) {
                waiting.add(ask(lines).toCompletableFuture());
            }
            if (!lines.ready()) {
                drainTo(0);
                if (terminal.out().checkError()) {
                    return Exit.FAULT;
                }
            } else if (waiting.size() >= WINDOW) {
                drainTo(WINDOW / 2);
            }
        }
        drainTo(0);
        return unanswered || terminal.out().checkError() ? Exit.FAULT : Exit.OK;
    }

    private CompletionStage<Reply> ask(Lines lines) {
        Read read = lines.cut()
                ? new Read.Refused(
                        QuestionReader.glimpseId(lines.bytes(), lines.length()),
                        Reason.INPUT_TOO_LARGE,
                        "a line of more than " + MAX_LINE_BYTES + " bytes")
                : QuestionReader.line(lines.bytes(), lines.length());
        return read instanceof Read.Asked asked
                ? asker.ask(asked.question())
                : CompletableFuture.completedFuture(Reply.of((Read.Refused) read));
    }

    private void drainTo(int size) {
        while (waiting.size() > size) {
            Reply reply = waiting.remove().join();
            unanswered |= !reply.answered();
            terminal.out().println(Json.line(reply.json()));
        }
    }
}
