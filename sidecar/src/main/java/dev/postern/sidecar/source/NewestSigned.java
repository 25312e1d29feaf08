package dev.postern.sidecar.source;

import dev.postern.policy.Endorsement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, across starts, the newest signed bundle that was taken, so that no older one ever is again. Used by one thread
 * at a time.
 */
final class NewestSigned {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})\n");

    private final Path file;

    /** Remembers in a file, made with the first signed bundle. */
    NewestSigned(Path file) {
        this.file = file;
    }

    /**
     * Why {@code endorsement} may not be taken, or {@code null} when it may: made later than all before, or the same.
     *
     * @throws IOException when what was remembered cannot be read
     */
    @Nullable
    String refusal(Endorsement endorsement) throws IOException {
        Known known = known();
        if (known == null
                || endorsement.made() > known.made
                || endorsement.covenant().equals(known.covenant)) {
            return null;
        }
        return "made no later than the bundle taken before, covenant " + known.covenant + ", expected a newer one";
    }

    /** Takes it for the newest. */
    void take(Endorsement endorsement) throws IOException {
        String text = endorsement.made() + " " + endorsement.covenant() + "\n";
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(fresh, text, StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private @Nullable Known known() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException never) {
            return null;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IOException(file + ": not a time and the id of a covenant, expected what was written there");
        }
        return new Known(Long.parseLong(form.group(1)), form.group(2));
    }

    private record Known(long made, String covenant) {}
}
