package dev.postern.sidecar.source;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.policy.BundleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lists the files of a bundle. Links are followed, as a mounted ConfigMap needs it, but not in circles; names that start
 * with a dot are left out, which also leaves out the {@code ..data} of such a mount: its visible names lead there.
 */
final class BundleLister {

    private static final String POLICY = ".ccl";
    private static final Set<String> OTHERS = Set.of(BundleSettings.FILE_NAME, BundleSettings.COVENANT_NAME);
    private static final Set<String> SETTINGS = Set.of("bundle.yaml", "bundle.yml");

    private final Path root;
    private final BundleCaps caps;
    private final List<BundleFile> files = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final List<Diagnostic> errors = new ArrayList<>();

    private BundleLister(Path root, BundleCaps caps) {
        this.root = root;
        this.caps = caps;
    }

    static Listing list(Path root, BundleCaps caps) {
        BundleLister lister = new BundleLister(root, caps);
        try {
            lister.start();
        } catch (IOException unreadable) {
            lister.refuse(root, said(unreadable));
        }
        lister.files.sort(Comparator.comparing(BundleFile::name));
        return new Listing(lister.files, lister.directories, lister.errors);
    }

    /** Why the file system would not, in words. */
    static String said(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        return "cannot be read: " + failure.getClass().getSimpleName() + " " + failure.getMessage();
    }

    private void start() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            enter(root, "", List.of());
        } else {
            Path parent = root.toAbsolutePath().getParent();
            directories.add(parent == null ? root.toAbsolutePath() : parent);
            files.add(BundleFile.of(String.valueOf(root.getFileName()), root.toRealPath(), attributes));
        }
    }

    private void enter(Path directory, String prefix, List<Path> above) throws IOException {
        Path real = directory.toRealPath();
        if (above.contains(real)) {
            refuse(directory, "leads back to a directory above it, expected no circle of links");
            return;
        }
        if (above.size() > caps.depth()) {
            refuse(directory, "directories nested too deeply, expected at most " + caps.depth() + " levels");
            return;
        }
        directories.add(real);
        List<Path> path = new ArrayList<>(above);
        path.add(real);
        for (Path child : visible(directory)) {
            visit(child, prefix, path);
        }
    }

    private void visit(Path child, String prefix, List<Path> above) throws IOException {
        if (files.size() > caps.files()) {
            return;
        }
        String name = prefix + child.getFileName();
        BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            enter(child, name + "/", above);
        } else if (name.endsWith(POLICY) || OTHERS.contains(name)) {
            files.add(BundleFile.of(name, child.toRealPath(), attributes));
            if (files.size() > caps.files()) {
                refuse(root, "more than " + caps.files() + " files, expected at most that many");
            }
        } else if (SETTINGS.contains(String.valueOf(child.getFileName()).toLowerCase(Locale.ROOT))) {
            refuse(child, "settings that would not count, expected them in bundle.yaml at the bundle's root");
        }
    }

    private static List<Path> visible(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(
                directory, child -> !String.valueOf(child.getFileName()).startsWith("."))) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        children.sort(null);
        return children;
    }

    private void refuse(Path where, String message) {
        errors.add(Diagnostic.error(where.toString(), Span.START, message));
    }
}
