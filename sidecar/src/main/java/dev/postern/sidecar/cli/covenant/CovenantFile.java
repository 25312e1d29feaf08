package dev.postern.sidecar.cli.covenant;

import dev.postern.ccl.Diagnostic;
import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantReader;
import dev.postern.covenant.CovenantResult;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.source.BundleCaps;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Covenants and drafts in files; ends the command when a file holds none. */
final class CovenantFile {

    private static final int MAX_BYTES = 4 * Covenant.MAX_BYTES;

    private CovenantFile() {}

    static Covenant read(Path file) throws IOException {
        return of(file, CovenantReader.read(bytes(file)));
    }

    /** The covenant that came of {@code file}. */
    static Covenant of(Path file, CovenantResult result) {
        if (result instanceof CovenantResult.Refused refused) {
            throw CommandException.badFiles(List.of(file + ":1:1: " + refused.message()));
        }
        return ((CovenantResult.Read) result).covenant();
    }

    /** Any JSON object. */
    static JsonObject draft(Path file) throws IOException {
        JsonResult result = JsonParser.parse(
                bytes(file), JsonLimits.STRICT.withMaxBytes(MAX_BYTES).withDecimals());
        if (result instanceof JsonResult.Malformed malformed) {
            throw CommandException.badFiles(List.of(file + ":1:1: " + malformed.error()));
        }
        Json value = ((JsonResult.Parsed) result).value();
        if (value instanceof JsonObject object) {
            return object;
        }
        throw CommandException.badFiles(List.of(file + ":1:1: no object, expected a covenant's members"));
    }

    /** The files of the bundle in a directory. */
    static List<SourceFile> bundle(Path directory) {
        Reading reading = new BundleReader(directory, BundleCaps.DEFAULTS).read();
        if (reading instanceof Reading.Unreadable unreadable) {
            throw CommandException.badFiles(
                    unreadable.diagnostics().stream().map(Diagnostic::toString).toList());
        }
        return ((Reading.Files) reading).files();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }
}
