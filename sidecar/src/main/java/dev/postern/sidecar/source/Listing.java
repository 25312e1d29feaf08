package dev.postern.sidecar.source;

import dev.postern.ccl.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/**
 * What a bundle's path holds at one moment. Two listings are equal when the bundle has not changed.
 *
 * @param files of the bundle, by name
 * @param directories looked into, links followed
 * @param errors what prevents reading
 */
record Listing(List<BundleFile> files, List<Path> directories, List<Diagnostic> errors) {

    Listing {
        files = List.copyOf(files);
        directories = List.copyOf(directories);
        errors = List.copyOf(errors);
    }
}
