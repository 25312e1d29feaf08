package dev.postern.evidence.session;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonObject;
import dev.postern.evidence.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a bundle gathers.
 *
 * @param digest of its bytes
 * @param content the bytes; null of a token
 */
public record Artefact(
        ArtefactKind kind, ContentDigest digest, @Nullable Content content) {

    public Artefact {
        if (kind.hasContent() != (content != null)) {
            throw new IllegalArgumentException(
                    "a " + kind.label() + (content == null ? " without" : " with") + " bytes");
        }
        if (content != null && !content.digest().equals(digest)) {
            throw new IllegalArgumentException("the bytes of a " + kind.label() + " are not those of its digest");
        }
    }

    /** An artefact whose bytes are gathered. */
    public static Artefact of(ArtefactKind kind, byte[] bytes) {
        Content content = Content.of(bytes);
        return new Artefact(kind, content.digest(), content);
    }

    /** A token by its digest. */
    public static Artefact token(ContentDigest digest) {
        return new Artefact(ArtefactKind.TOKEN, digest, null);
    }

    /** What the bundle's tree has as its leaf: the canonical bytes of kind and digest. */
    public CanonicalBytes leaf() {
        return CanonicalBytes.of(entry());
    }

    JsonObject entry() {
        return JsonObject.builder()
                .put("kind", kind.label())
                .put("digest", digest)
                .build();
    }
}
