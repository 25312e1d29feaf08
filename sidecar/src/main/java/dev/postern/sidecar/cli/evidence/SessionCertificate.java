package dev.postern.sidecar.cli.evidence;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.Sha256;
import dev.postern.egress.EgressCertificate;
import dev.postern.sidecar.cli.console.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An egress certificate of a session, as it was handed out. Who signed it is for whoever has the key of the gate to find
 * out.
 *
 * @param bytes of the file
 * @param decision the id of the decision it is about
 * @param digest of what it says, by which its receipt names it
 */
@SuppressWarnings("ArrayRecordComponent") // made here, handed on once
record SessionCertificate(byte[] bytes, String decision, ContentDigest digest) {

    /** The certificate in a file, which must be of that session; any other file ends the command. */
    static SessionCertificate read(Path file, String session, int most) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        }
        if (!(Dsse.parse(bytes, JsonLimits.STRICT.withMaxBytes(most)) instanceof Dsse.Result.Parsed parsed)
                || !parsed.envelope().payloadType().equals(EgressCertificate.PAYLOAD_TYPE)) {
            throw CommandException.badInput("'" + file + "', expected an egress certificate");
        }
        JsonFields fields = new JsonFields(
                JsonParser.parse(parsed.envelope().payload(), JsonLimits.STRICT).valueOrNull(), "certificate");
        String id = fields.string("id");
        String of = fields.string("session");
        if (fields.problem() != null || !of.equals(session)) {
            throw CommandException.badInput(
                    "'" + file + "' is of session '" + of + "', expected a certificate of session '" + session + "'");
        }
        return new SessionCertificate(bytes, id, Sha256.of(parsed.envelope().payload()));
    }
}
