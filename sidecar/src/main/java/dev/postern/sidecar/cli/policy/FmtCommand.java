package dev.postern.sidecar.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Formatter;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern policy fmt}. */
@Command(
        name = "fmt",
        description = "Write policies in canonical form. Comments and single blank lines stay.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern policy fmt policy.ccl            print it formatted",
            "  postern policy fmt --write policies/*.ccl",
            "  postern policy fmt --check policies/*.ccl",
            "",
            "@|bold Exit|@  0 done, or all in form already · 1 --check found files out of form · 2 usage or bad input"
        })
final class FmtCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--check", description = "Change nothing, name the files that are out of form.")
    private boolean check;

    @Option(names = "--write", description = "Write the files in place.")
    private boolean write;

    @Option(names = "--json", description = "Print one JSON object that names the files out of form.")
    private boolean json;

    @Parameters(paramLabel = "FILE|-", arity = "1..*", description = "CCL files; '-' for standard input.")
    private List<String> sources = List.of();

    FmtCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (write && (check || sources.contains("-"))) {
            throw CommandException.badInput("--write needs files to write and no --check");
        }
        ArrayNode changed = Json.array();
        for (String source : sources) {
            String before = read(source);
            String after = format(source, before);
            if (!before.equals(after)) {
                changed.add(source);
            }
            emit(source, before, after);
        }
        if (json) {
            var object = Json.object();
            object.set("changed", changed);
            terminal.out().println(Json.line(object));
        }
        return check && !changed.isEmpty() ? Exit.DENIED : Exit.OK;
    }

    private void emit(String source, String before, String after) throws IOException {
        if (write) {
            if (!before.equals(after)) {
                Files.writeString(Path.of(source), after);
            }
        } else if (check) {
            if (!json && !before.equals(after)) {
                terminal.out().println(source);
            }
        } else if (!json) {
            terminal.out().print(after);
        }
    }

    private static String format(String name, String source) {
        ParseResult result = Parser.parse(name, source, ParseLimits.DEFAULTS);
        if (result instanceof ParseResult.Refused refused) {
            throw CommandException.badFiles(
                    refused.diagnostics().stream().map(Diagnostic::toString).toList());
        }
        var document = ((ParseResult.Parsed) result).document();
        String formatted = CommentedFormatter.format(source, document);
        // INVARIANT: formatting changes neither meaning nor comments; better no output than a wrong one.
        boolean same = Parser.parse(name, formatted, ParseLimits.DEFAULTS) instanceof ParseResult.Parsed again
                && Formatter.format(again.document()).equals(Formatter.format(document))
                && CommentedFormatter.comments(formatted).equals(CommentedFormatter.comments(source));
        if (!same) {
            throw CommandException.fault("'" + name + "' cannot be formatted without changing it; left alone");
        }
        return formatted;
    }

    private String read(String source) throws IOException {
        try {
            byte[] bytes = source.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(source));
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException e) {
            throw CommandException.badInput("'" + source + "' does not exist, expected a CCL file");
        } catch (CharacterCodingException e) {
            throw CommandException.badInput("'" + source + "' is not UTF-8");
        }
    }
}
