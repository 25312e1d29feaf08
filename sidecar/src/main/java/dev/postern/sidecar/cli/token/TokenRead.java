package dev.postern.sidecar.cli.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.capability.Token;
import dev.postern.capability.TokenJson;
import dev.postern.capability.TokenResult;
import dev.postern.capability.TokenText;
import dev.postern.crypto.KeyEncoding;
import dev.postern.crypto.PublicKey;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the tokens and public keys a command was given. */
final class TokenRead {

    private static final int MAX_BYTES = TokenJson.MAX_BYTES;

    private TokenRead() {}

    /** The token that {@code argument} is, or that is in the file it names, or on standard input for a dash. */
    static Token token(Terminal terminal, String argument) throws IOException {
        TokenResult result = result(terminal, argument);
        if (result instanceof TokenResult.Unreadable unreadable) {
            throw CommandException.badInput(unreadable.message());
        }
        return ((TokenResult.Read) result).token();
    }

    /** What {@code argument} reads as. */
    static TokenResult result(Terminal terminal, String argument) throws IOException {
        if (TokenText.isToken(argument)) {
            return TokenText.parse(argument);
        }
        byte[] bytes = argument.equals("-") ? terminal.in().readNBytes(MAX_BYTES) : bytes(argument);
        String text = new String(bytes, ISO_8859_1).strip();
        return TokenText.isToken(text) ? TokenText.parse(text) : TokenJson.parse(bytes);
    }

    /** The public key of 64 hexadecimal digits, or in a file: a public key's, or a signing key's own. */
    static PublicKey key(String argument) throws IOException {
        PublicKey key = PublicKey.parseHex(argument);
        key = key != null ? key : KeyEncoding.parsePublic(bytes(argument));
        if (key != null) {
            return key;
        }
        byte[] seed = KeyEncoding.parsePrivate(bytes(argument));
        if (seed == null) {
            throw CommandException.badInput(
                    "'" + argument + "' is no key, expected 64 hexadecimal digits or a file of an Ed25519 key");
        }
        return KeyFile.read(Path.of(argument)).publicKey();
    }

    private static byte[] bytes(String file) throws IOException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw CommandException.badInput("'" + file + "' has more than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(path);
        } catch (InvalidPathException none) {
            throw CommandException.badInput("'" + file + "' is no file");
        }
    }
}
