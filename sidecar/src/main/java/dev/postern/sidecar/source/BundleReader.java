package dev.postern.sidecar.source;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.policy.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a bundle, a single file or a directory, as they were at one moment: when they change meanwhile they
 * are read again. Thread-safe.
 */
public final class BundleReader {

    private static final int ATTEMPTS = 5;

    private final Path root;
    private final BundleCaps caps;

    public BundleReader(Path root, BundleCaps caps) {
        this.root = root;
        this.caps = caps;
    }

    /** Reads it. Blocks. */
    public Reading read() {
        Listing before = BundleLister.list(root, caps);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Reading reading = read(before);
            Listing after = BundleLister.list(root, caps);
            if (after.equals(before)) {
                return reading;
            }
            before = after;
        }
        return unreadable(root.toString(), Span.START, "keeps changing while it is read, expected it to be left alone");
    }

    private Reading read(Listing listing) {
        List<Diagnostic> errors = new ArrayList<>(listing.errors());
        long bytes = listing.files().stream().mapToLong(BundleFile::bytes).sum();
        if (bytes > caps.bytes()) {
            errors.add(Diagnostic.error(
                    root.toString(), Span.START, bytes + " bytes, expected at most " + caps.bytes() + " in all"));
        }
        if (!errors.isEmpty()) {
            return new Reading.Unreadable(errors);
        }
        List<SourceFile> files = new ArrayList<>();
        for (BundleFile file : listing.files()) {
            String text = text(file, errors);
            if (text != null) {
                files.add(new SourceFile(file.name(), text));
            }
        }
        return errors.isEmpty() ? new Reading.Files(files) : new Reading.Unreadable(errors);
    }

    private static @Nullable String text(BundleFile file, List<Diagnostic> errors) {
        try (InputStream in = Files.newInputStream(file.real())) {
            // No more than was counted against the cap: a file that grows is noticed by the second listing.
            ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes((int) Math.min(file.bytes(), Integer.MAX_VALUE - 8)));
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            CharBuffer chars = CharBuffer.allocate(bytes.remaining());
            CoderResult result = decoder.decode(bytes, chars, true);
            if (result.isError()) {
                errors.add(Diagnostic.error(
                        file.name(), end(chars.flip()), "bytes that are not utf-8, expected utf-8 throughout"));
                return null;
            }
            return chars.flip().toString();
        } catch (IOException unreadable) {
            errors.add(Diagnostic.error(file.name(), Span.START, BundleLister.said(unreadable)));
            return null;
        }
    }

    private static Span end(CharBuffer good) {
        String text = good.toString();
        int lines = (int) text.chars().filter(c -> c == '\n').count();
        return new Span(lines + 1, text.length() - text.lastIndexOf('\n'));
    }

    private static Reading unreadable(String file, Span span, String message) {
        return new Reading.Unreadable(List.of(Diagnostic.error(file, span, message)));
    }
}
