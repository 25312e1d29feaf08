package dev.postern.sidecar.cli.covenant;

import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.covenant.CovenantStore;
import dev.postern.sidecar.covenant.Encryption;
import dev.postern.sidecar.covenant.StoreAddress;
import dev.postern.sidecar.keys.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which store of covenants a command is about. */
final class StoreOptions {

    @Option(
            names = "--store",
            required = true,
            paramLabel = "URI",
            converter = Address.class,
            description = "Where the store is: file:DIR, sqlite:FILE or postgresql://HOST/DATABASE.")
    private @Nullable StoreAddress address;

    @Option(
            names = "--store-key",
            paramLabel = "FILE",
            description = "What is kept is encrypted: the key, 32 bytes or 64 hexadecimal digits, mode 0600.")
    private @Nullable Path key;

    @Option(names = "--store-user", paramLabel = "NAME", description = "Who logs in to the database.")
    private String user = "";

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description = "The database's password, in a file of mode 0600.")
    private @Nullable Path passwordFile;

    /** Opens the store, and makes it when it is not there. */
    CovenantStore openOrMake(Clock clock) throws IOException {
        return address().open(login(), encryption(), clock);
    }

    /** Opens a store that is there; ends the command when it is not. */
    CovenantStore open(Clock clock) throws IOException {
        if (!address().mayExist()) {
            throw CommandException.badInput("no such store, expected what postern covenant put has made");
        }
        return openOrMake(clock);
    }

    private StoreAddress address() {
        if (address == null) {
            throw new IllegalStateException("no store");
        }
        return address;
    }

    private Properties login() throws IOException {
        Properties login = new Properties();
        if (!user.isEmpty()) {
            login.setProperty("user", user);
        }
        if (passwordFile != null) {
            login.setProperty("password", PrivateFile.password(passwordFile));
        }
        return login;
    }

    private Encryption encryption() throws IOException {
        if (key == null) {
            return Encryption.NONE;
        }
        byte[] bytes = PrivateFile.secret(key);
        try {
            if (bytes.length != Encryption.KEY_BYTES) {
                throw CommandException.badInput(
                        "'" + key + "' holds " + bytes.length + " bytes, expected " + Encryption.KEY_BYTES);
            }
            return Encryption.by(bytes, new SecureRandom());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Reads what {@code --store} says. */
    static final class Address implements ITypeConverter<StoreAddress> {
        @Override
        public StoreAddress convert(String text) {
            try {
                return StoreAddress.parse(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(String.valueOf(none.getMessage()));
            }
        }
    }
}
