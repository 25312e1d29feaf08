package dev.postern.sidecar.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key set in a file. */
record JwksFile(Path file, int maxBytes) implements JwksPlace {

    @Override
    public String read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException(file + ": more than " + maxBytes + " bytes, expected a key set of at most that");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
