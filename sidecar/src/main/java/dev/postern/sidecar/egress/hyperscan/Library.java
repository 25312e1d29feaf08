package dev.postern.sidecar.egress.hyperscan;

import com.gliwka.hyperscan.jni.hyperscan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Loads native code from the jars, which are unpacked where nobody else can write and removed at once. */
final class Library {

    private Library() {}

    /** Throws a {@link LinkageError} where the jars are not there or not for this machine. */
    static void load() throws IOException {
        // By default the bindings would refuse work for the memory that all of the process uses, counted against its
        // heap.
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        Path unpacked = Files.createTempDirectory("postern-hyperscan");
        try {
            System.setProperty("org.bytedeco.javacpp.cachedir", unpacked.toString());
            if (hyperscan.hs_valid_platform() != hyperscan.HS_SUCCESS) {
                throw new UnsatisfiedLinkError("Hyperscan needs a processor with SSSE3");
            }
        } finally {
            remove(unpacked);
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
