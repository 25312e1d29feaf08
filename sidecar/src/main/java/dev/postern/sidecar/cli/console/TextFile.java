package dev.postern.sidecar.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small files of text that the user named. */
public final class TextFile {

    private TextFile() {}

    /** The text of a file of at most {@code maxBytes}; any other ends the command. */
    public static String read(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw CommandException.badInput("'" + file + "' is larger than " + maxBytes + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw CommandException.badInput("'" + file + "' does not exist");
        } catch (CharacterCodingException e) {
            throw CommandException.badInput("'" + file + "' is not text, expected UTF-8");
        } catch (IOException e) {
            throw CommandException.badInput("'" + file + "' cannot be read: " + e.getMessage());
        }
    }
}
