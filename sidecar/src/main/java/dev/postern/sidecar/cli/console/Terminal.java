package dev.postern.sidecar.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command reads and writes. Text is UTF-8 whatever the platform's charset; nothing is flushed but on demand and
 * at the end.
 *
 * @param ansi whether colours may be used
 */
public record Terminal(InputStream in, PrintWriter out, PrintWriter err, Ansi ansi) {

    /** Over the given streams, which are not closed. */
    public static Terminal of(InputStream in, OutputStream out, OutputStream err, Ansi ansi) {
        return new Terminal(in, new PrintWriter(out, false, UTF_8), new PrintWriter(err, false, UTF_8), ansi);
    }

    /** The text in a style of picocli where colours may be used, as it is where not. */
    public String colour(String style, String text) {
        return ansi.enabled() ? ansi.string("@|" + style + " " + text + "|@") : text;
    }

    /** Everything printed so far is out. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
