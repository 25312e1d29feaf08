package dev.postern.evidence.session;

import dev.postern.crypto.Base64Text;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.evidence.content.Content;
import dev.postern.evidence.session.EvidenceBundle.Opening;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bundles as JSON; unknown members are refused. */
final class BundleReader {

    static final String ARTEFACTS = "artefacts";

    private static final String CONTENT = "content";

    private BundleReader() {}

    static JsonObject.Builder head(BundleName name) {
        return JsonObject.builder()
                .put("type", EvidenceBundle.TYPE)
                .put("session", name.session())
                .put("root", name.root().hex());
    }

    /** The entry of a manifest, and the bytes if there are any. */
    static Json entry(Artefact artefact) {
        Content content = artefact.content();
        String base64 = content == null ? null : Base64Text.print(content.toByteArray());
        return JsonObject.builder()
                .put("kind", artefact.kind().label())
                .put("digest", artefact.digest())
                .putIfPresent(CONTENT, base64)
                .build();
    }

    static Opening open(byte[] file, JsonLimits limits) {
        JsonResult result = JsonParser.parse(file, limits);
        if (result instanceof JsonResult.Malformed malformed) {
            return new Opening.Refused(malformed.error().toString());
        }
        JsonFields fields = new JsonFields(result.valueOrNull(), "bundle");
        if (!fields.string("type").equals(EvidenceBundle.TYPE)) {
            fields.refuse("type", "'" + EvidenceBundle.TYPE + "'");
        }
        String session = fields.string("session");
        if (!BundleName.isSession(session)) {
            fields.refuse("session", "1 to 128 letters, digits, '.', '_' and '-'");
        }
        String root = fields.string("root");
        List<Artefact> artefacts = artefacts(fields);
        fields.nothingElse();
        String problem = fields.problem();
        if (problem != null) {
            return new Opening.Refused(problem);
        }
        EvidenceBundle bundle = EvidenceBundle.gather(session, artefacts);
        String computed = bundle.name().root().hex();
        return computed.equals(root)
                ? new Opening.Opened(bundle)
                : new Opening.Refused("the artefacts have root " + computed + ", the bundle says " + root);
    }

    private static List<Artefact> artefacts(JsonFields fields) {
        List<Json> items = fields.array(ARTEFACTS);
        if (items.isEmpty() || items.size() > EvidenceBundle.MAX_ARTEFACTS) {
            fields.refuse(ARTEFACTS, "1 to " + EvidenceBundle.MAX_ARTEFACTS + " artefacts");
            return List.of();
        }
        List<Artefact> artefacts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size() && fields.problem() == null; i++) {
            Artefact artefact = artefact(new JsonFields(items.get(i), ARTEFACTS + "[" + i + "]", fields));
            if (artefact != null) {
                artefacts.add(artefact);
            }
        }
        return artefacts;
    }

    private static @Nullable Artefact artefact(JsonFields fields) {
        ArtefactKind kind = ArtefactKind.parse(fields.string("kind"));
        ContentDigest digest = fields.digest("digest");
        if (kind == null) {
            fields.refuse("kind", "a kind of artefact");
            return null;
        }
        if (!kind.hasContent()) {
            fields.nothingElse();
            return new Artefact(kind, digest, null);
        }
        byte[] bytes = Base64Text.parse(fields.string(CONTENT));
        fields.nothingElse();
        if (bytes == null) {
            fields.refuse(CONTENT, "padded standard base64");
            return null;
        }
        Content content = Content.claimed(digest, bytes);
        if (content == null) {
            fields.refuse(CONTENT, "bytes of digest " + digest);
            return null;
        }
        return new Artefact(kind, digest, content);
    }
}
