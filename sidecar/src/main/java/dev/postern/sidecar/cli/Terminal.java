package dev.postern.sidecar.cli;

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
record Terminal(InputStream in, PrintWriter out, PrintWriter err, Ansi ansi) {

    static Terminal of(InputStream in, OutputStream out, OutputStream err, Ansi ansi) {
        return new Terminal(in, new PrintWriter(out, false, UTF_8), new PrintWriter(err, false, UTF_8), ansi);
    }

    /** Prints a line in which {@code @|green text|@} is coloured where that is wanted. */
    void styled(String markup) {
        out.println(ansi.string(markup));
    }

    String colour(String style, String text) {
        return ansi.enabled() ? ansi.string("@|" + style + " " + text + "|@") : text;
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
