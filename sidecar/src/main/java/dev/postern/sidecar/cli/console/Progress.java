package dev.postern.sidecar.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a long reading has come, on one line of a terminal's standard error; silent where nobody looks. */
public final class Progress {

    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final int MEBIBYTE = 1 << 20;

    private final PrintWriter err;
    private final boolean watched;
    private final long total;
    private final LongSupplier nanoTime;
    private long lastNanos;
    private boolean shown;

    /** Nothing is read yet of {@code total} bytes. */
    public Progress(Terminal terminal, long total, LongSupplier nanoTime) {
        this.err = terminal.err();
        this.watched = terminal.ansi().enabled();
        this.total = total;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** So many bytes of all were read. */
    public void read(long bytes) {
        if (!watched || nanoTime.getAsLong() - lastNanos < PAUSE_NANOS) {
            return;
        }
        lastNanos = nanoTime.getAsLong();
        long percent = total == 0 ? 100 : Math.min(100, bytes * 100 / total);
        err.print("\r" + percent + " %  " + bytes / MEBIBYTE + " of " + total / MEBIBYTE + " MiB ");
        err.flush();
        shown = true;
    }

    /** Takes the line away. */
    public void done() {
        if (shown) {
            err.print("\r" + " ".repeat(40) + "\r");
            err.flush();
        }
    }
}
