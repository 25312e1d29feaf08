package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What filters look at.
 *
 * @param createdAt milliseconds since the epoch; {@code null} when the covenant says no time
 */
record CovenantFacts(
        String issuerId, String beneficiaryId, @Nullable Long createdAt, boolean hasChain, Set<String> tags) {

    /** Of a document that tells nothing. */
    static final CovenantFacts NONE = new CovenantFacts("", "", null, false, Set.of());

    CovenantFacts {
        tags = Set.copyOf(tags);
    }

    static CovenantFacts of(Covenant covenant) {
        return new CovenantFacts(
                covenant.issuer().id(),
                covenant.beneficiary().id(),
                covenant.createdMillis(),
                covenant.chain() != null,
                tags(covenant.json().get("metadata")));
    }

    private static Set<String> tags(@Nullable Json metadata) {
        Set<String> tags = new LinkedHashSet<>();
        if (metadata instanceof JsonObject object && object.get("tags") instanceof JsonArray array) {
            for (Json tag : array.items()) {
                if (tag instanceof JsonString text) {
                    tags.add(text.value());
                }
            }
        }
        return tags;
    }
}
