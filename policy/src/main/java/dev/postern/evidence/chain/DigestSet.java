package dev.postern.evidence.chain;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Artefacts named by digest, each once, in the order of their digests. An artefact is 64 hexadecimal digits or an object
 * that holds them as {@code digest_sha256}.
 *
 * @param byDigest each artefact as it was written first
 */
record DigestSet(SortedMap<ContentDigest, Json> byDigest) {

    /** Reads the set called {@code name}, telling {@code fields} what is wrong with it. */
    static DigestSet read(JsonFields fields, String name) {
        JsonArray array = new JsonArray(fields.array(name));
        for (Json item : array.items()) {
            if (digest(item) == null) {
                fields.refuse(name, "64 hexadecimal digits, or objects with digest_sha256, in an array");
                return new DigestSet(new TreeMap<>());
            }
        }
        return of(array);
    }

    /** The set of an array that was read before. */
    static DigestSet of(JsonArray array) {
        SortedMap<ContentDigest, Json> byDigest = new TreeMap<>();
        for (Json item : array.items()) {
            ContentDigest digest = digest(item);
            if (digest == null) {
                throw new IllegalArgumentException("an artefact without a digest");
            }
            byDigest.putIfAbsent(digest, item);
        }
        return new DigestSet(byDigest);
    }

    /** This set and another. */
    DigestSet union(DigestSet other) {
        if (byDigest.keySet().containsAll(other.byDigest.keySet())) {
            return this;
        }
        SortedMap<ContentDigest, Json> all = new TreeMap<>(other.byDigest);
        all.putAll(byDigest);
        return new DigestSet(all);
    }

    JsonArray toJson() {
        List<Json> items = new ArrayList<>(byDigest.values());
        return new JsonArray(items);
    }

    private static @Nullable ContentDigest digest(Json item) {
        Json hex = item instanceof JsonObject object ? object.get("digest_sha256") : item;
        return hex instanceof JsonString text ? ContentDigest.parseHex(text.value()) : null;
    }
}
