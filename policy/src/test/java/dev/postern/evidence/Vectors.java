package dev.postern.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Reads the vectors of this package's tests. */
final class Vectors {

    private Vectors() {}

    static JsonNode read(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/evidence/" + file)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TreeHash hex(JsonNode text) {
        return Objects.requireNonNull(TreeHash.fromHex(text.asText()));
    }

    static List<TreeHash> hexes(JsonNode texts) {
        List<TreeHash> hashes = new ArrayList<>();
        texts.forEach(text -> hashes.add(hex(text)));
        return hashes;
    }

    static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }
}
