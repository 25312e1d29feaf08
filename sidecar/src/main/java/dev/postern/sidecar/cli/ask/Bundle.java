package dev.postern.sidecar.cli.ask;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.covenant.CovenantCheck;
import dev.postern.covenant.CovenantVerifier;
import dev.postern.covenant.SignedBundle;
import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.source.BundleCaps;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle the user named, compiled.
 *
 * @param files as read
 * @param compilation what came of reading and compiling them
 */
public record Bundle(Path path, List<SourceFile> files, Compilation compilation) {

    /** Reads and compiles what is at {@code path}. */
    public static Bundle read(Path path) {
        Reading reading = new BundleReader(path, BundleCaps.DEFAULTS).read();
        if (reading instanceof Reading.Files read) {
            return new Bundle(path, read.files(), compile(read.files()));
        }
        return new Bundle(path, List.of(), new Compilation.Refused(((Reading.Unreadable) reading).diagnostics()));
    }

    /** Who signed it is for others to judge, and when; but what is signed must be what is there. */
    private static Compilation compile(List<SourceFile> files) {
        SignedBundle.Reading reading = SignedBundle.read(files);
        if (reading instanceof SignedBundle.Reading.Refused refused) {
            return new Compilation.Refused(refused.diagnostics());
        }
        if (reading instanceof SignedBundle.Reading.Unsigned) {
            return Program.compile(files);
        }
        SignedBundle.Reading.Signed signed = (SignedBundle.Reading.Signed) reading;
        List<Diagnostic> flaws = CovenantVerifier.verify(signed.covenant(), 0).failed().stream()
                .filter(finding -> !finding.name().equals(CovenantCheck.ACTIVE.label()))
                .map(finding ->
                        Diagnostic.error(SignedBundle.FILE_NAME, Span.START, finding.name() + ": " + finding.problem()))
                .toList();
        return flaws.isEmpty() ? Program.compile(signed.files()) : new Compilation.Refused(flaws);
    }

    /** The program of the bundle there; a bad one ends the command with its diagnostics. */
    public static Program program(Path path) {
        return read(path).program();
    }

    /** The program; a bad bundle ends the command with its diagnostics. */
    public Program program() {
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled.program();
        }
        throw CommandException.badFiles(
                diagnostics().stream().map(Diagnostic::toString).toList());
    }

    /** Whether it compiled. */
    public boolean good() {
        return compilation instanceof Compilation.Compiled;
    }

    /** Warnings of a good bundle, everything of a bad one, with files named as the user can open them. */
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> found = compilation instanceof Compilation.Compiled compiled
                ? compiled.warnings()
                : ((Compilation.Refused) compilation).diagnostics();
        boolean directory = Files.isDirectory(path);
        return found.stream().map(diagnostic -> located(diagnostic, directory)).toList();
    }

    private Diagnostic located(Diagnostic diagnostic, boolean directory) {
        Path file = directory && !Path.of(diagnostic.file()).startsWith(path) ? path.resolve(diagnostic.file()) : path;
        return new Diagnostic(file.toString(), diagnostic.span(), diagnostic.level(), diagnostic.message());
    }
}
