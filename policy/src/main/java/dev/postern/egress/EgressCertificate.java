package dev.postern.egress;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.label.LabelFlow;
import dev.postern.egress.label.Labels;
import dev.postern.policy.RuleRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what was decided about one content and one destination, so that it can be shown to others: a canonical JSON
 * document in a DSSE envelope. It holds digests and counts, never a text.
 *
 * @param id of the decision, and of its receipt
 * @param epochSeconds when it was made
 * @param principal empty for nobody
 * @param facts what was known
 * @param flow where its labels may go
 * @param verdict what may leave
 * @param reason why, as a stable code
 * @param rule that decided, {@code null} where none did
 * @param released digest of what may leave, {@code null} where nothing may
 * @param policyDigest of the bundle, hexadecimal; empty when none was loaded
 */
public record EgressCertificate(
        String id,
        long epochSeconds,
        String tenant,
        String principal,
        EgressFacts facts,
        LabelFlow flow,
        Verdict verdict,
        String reason,
        @Nullable RuleRef rule,
        @Nullable ContentDigest released,
        String policyDigest) {

    public static final String PAYLOAD_TYPE = "application/vnd.postern.egress-certificate.v1+json";
    static final String TYPE = "postern.egress-certificate/v1";

    /** What is signed, and what a receipt names by its digest. */
    public CanonicalBytes text() {
        return CanonicalBytes.of(json());
    }

    /** The envelope of a certificate's text, as JSON. */
    public static byte[] sign(CanonicalBytes text, SigningKey key) {
        return Dsse.sign(PAYLOAD_TYPE, text.toByteArray(), key).toJson();
    }

    JsonObject json() {
        Inspection inspection = facts.inspection();
        JsonObject.Builder json = JsonObject.builder()
                .put("type", TYPE)
                .put("id", id)
                .put("time", Instant.ofEpochSecond(epochSeconds).toString())
                .put("tenant", tenant)
                .put("principal", principal)
                .put("session", facts.session())
                .put("direction", facts.direction().id())
                .put("destination", destination())
                .put(
                        "content",
                        JsonObject.builder()
                                .put("bytes", inspection.bytes())
                                .put("digest", inspection.digest())
                                .build())
                .put("findings", findings())
                .put("labels", labels())
                .put("non_interference", nonInterference())
                .put("verdict", verdict.name())
                .put("reason", reason)
                .put("policy_digest", policyDigest);
        if (rule != null) {
            json.put(
                    "rule",
                    JsonObject.builder()
                            .put("file", rule.file())
                            .put("line", rule.line())
                            .build());
        }
        if (released != null) {
            json.put("released", released);
        }
        return json.build();
    }

    /** The path may carry what must not be told. */
    private JsonObject destination() {
        byte[] path = (facts.url().path() + facts.url().query()).getBytes(StandardCharsets.UTF_8);
        return JsonObject.builder()
                .put("scheme", facts.url().scheme())
                .put("host", facts.url().host().text())
                .put("port", facts.url().port())
                .put("path_digest", Sha256.of(path))
                .build();
    }

    private JsonObject findings() {
        Inspection inspection = facts.inspection();
        JsonObject.Builder types = JsonObject.builder();
        for (FindingType type : FindingType.values()) {
            if (inspection.count(type) > 0) {
                types.put(type.id(), inspection.count(type));
            }
        }
        return JsonObject.builder()
                .put("count", inspection.count())
                .put("in_url", inspection.url().findings().size())
                .put("complete", inspection.complete())
                .put("copy", inspection.copy())
                .put("types", types.build())
                .build();
    }

    private JsonObject labels() {
        return JsonObject.builder()
                .put("carried", texts(facts.carried()))
                .put("accepted", texts(facts.accepted()))
                .put("lowered", texts(flow.lowered()))
                .put("held", texts(flow.held()))
                .build();
    }

    private String nonInterference() {
        return facts.carried().all().isEmpty() ? "unlabelled" : flow.permitted() ? "passed" : "failed";
    }

    private static JsonArray texts(Labels labels) {
        List<JsonString> texts = labels.texts().stream().map(JsonString::new).toList();
        return new JsonArray(List.copyOf(texts));
    }
}
