package dev.postern.sidecar.cli.keys;

import dev.postern.crypto.KeyEncoding;
import dev.postern.crypto.PublicKey;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A public key as an option gives it: 64 hexadecimal digits, or a file of them or of a PEM public key. */
public final class WrittenKey {

    private static final int MAX_BYTES = 1 << 20;

    private WrittenKey() {}

    /** The keys that {@code texts} are; one that is none ends the command. */
    public static List<PublicKey> read(String option, List<String> texts) {
        return texts.stream().map(text -> read(option, text)).toList();
    }

    private static PublicKey read(String option, String text) {
        PublicKey hex = PublicKey.parseHex(text);
        String written = hex == null ? TextFile.read(Path.of(text), MAX_BYTES).strip() : "";
        PublicKey key = hex != null ? hex : PublicKey.parseHex(written);
        key = key != null ? key : KeyEncoding.parsePublic(written.getBytes(StandardCharsets.UTF_8));
        if (key == null) {
            throw CommandException.badInput(
                    option + " '" + text + "', expected an Ed25519 public key in hexadecimal, or a file of one");
        }
        return key;
    }
}
