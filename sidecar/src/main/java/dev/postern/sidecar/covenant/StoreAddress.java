package dev.postern.sidecar.covenant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;

/** Where a store is, as people write it. */
public sealed interface StoreAddress {

    /** {@code file:DIRECTORY}: each covenant in a file of its own. */
    record Directory(Path path) implements StoreAddress {}

    /** {@code sqlite:FILE}. */
    record Sqlite(Path file) implements StoreAddress {}

    /**
     * {@code postgresql://HOST/DATABASE}.
     *
     * @param url of JDBC
     */
    record Postgresql(String url) implements StoreAddress {}

    /**
     * The address that {@code text} is.
     *
     * @throws IllegalArgumentException when it is none
     */
    static StoreAddress parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        if (rest.isEmpty()) {
            throw unreadable(text);
        }
        try {
            return switch (text.substring(0, Math.max(0, colon))) {
                case "file" -> new Directory(Path.of(rest));
                case "sqlite" -> new Sqlite(Path.of(rest));
                case "postgresql" -> new Postgresql("jdbc:" + text);
                default -> throw unreadable(text);
            };
        } catch (InvalidPathException none) {
            throw unreadable(text);
        }
    }

    /** Whether a store may be there; of a database that cannot be told before it is opened. */
    default boolean mayExist() {
        if (this instanceof Directory directory) {
            return Files.isDirectory(directory.path());
        }
        return !(this instanceof Sqlite sqlite) || Files.isRegularFile(sqlite.file());
    }

    /**
     * Opens the store, and makes what is not there. The caller closes it.
     *
     * @param login properties of a database's driver, such as {@code user} and {@code password}
     */
    default CovenantStore open(Properties login, Encryption encryption, InstantSource clock) throws IOException {
        if (this instanceof Directory directory) {
            return CovenantStores.files(directory.path(), encryption, clock);
        }
        return this instanceof Sqlite sqlite
                ? CovenantStores.sqlite(sqlite.file(), encryption, clock)
                : CovenantStores.postgresql(((Postgresql) this).url(), login, encryption, clock);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no store, expected file:DIRECTORY, sqlite:FILE or postgresql://HOST/DATABASE");
    }
}
