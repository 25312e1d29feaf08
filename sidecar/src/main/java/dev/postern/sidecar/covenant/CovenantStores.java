package dev.postern.sidecar.covenant;

import dev.postern.covenant.CovenantReader;
import dev.postern.covenant.CovenantResult;
import dev.postern.sidecar.covenant.Documents.Body;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.Properties;

/** Opens stores. The caller closes them. */
public final class CovenantStores {

    private CovenantStores() {}

    /** Each covenant in a file below {@code directory}, which is made when it is not there. */
    public static CovenantStore files(Path directory, Encryption encryption, InstantSource clock) throws IOException {
        Form form = encryption.form();
        FileDocuments.FactsReader reader = form.tellsFacts() ? CovenantStores::facts : body -> CovenantFacts.NONE;
        return new DocumentStore(FileDocuments.open(directory, reader), form, clock);
    }

    /** A SQLite database in {@code file}, which is made when it is not there, for its owner only. */
    public static CovenantStore sqlite(Path file, Encryption encryption, InstantSource clock) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException there) {
            // As it should be from the second time on.
        }
        String url = "jdbc:sqlite:" + file.toAbsolutePath();
        return new DocumentStore(
                SqlDocuments.open(() -> DriverManager.getConnection(url), SqlDialect.SQLITE), encryption.form(), clock);
    }

    /**
     * Tables in a PostgreSQL database.
     *
     * @param url such as {@code jdbc:postgresql://host/database}
     * @param login user, password and other properties of the driver
     */
    public static CovenantStore postgresql(String url, Properties login, Encryption encryption, InstantSource clock)
            throws IOException {
        Properties own = new Properties();
        own.putAll(login);
        return new DocumentStore(
                SqlDocuments.open(() -> DriverManager.getConnection(url, own), SqlDialect.POSTGRESQL),
                encryption.form(),
                clock);
    }

    private static CovenantFacts facts(Body body) throws IOException {
        if (CovenantReader.read(body.bytes()) instanceof CovenantResult.Read read) {
            return CovenantFacts.of(read.covenant());
        }
        throw new IOException("what is kept as covenant " + body.id() + " is none");
    }
}
