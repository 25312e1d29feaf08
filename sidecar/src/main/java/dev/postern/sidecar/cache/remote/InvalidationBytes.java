package dev.postern.sidecar.cache.remote;

import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import dev.postern.sidecar.cache.Invalidation;

/**
 * The form of an invalidation in the log: a byte for its kind, then each of its names with the length before it.
 */
final class InvalidationBytes {

    private static final int TENANT = 1;
    private static final int PRINCIPAL = 2;
    private static final int CAPABILITY = 3;
    private static final int EVERYTHING = 4;
    private static final int RESOURCES = 5;

    private InvalidationBytes() {}

    static byte[] write(Invalidation word) {
        ByteBuilder out = new ByteBuilder(64);
        if (word instanceof Invalidation.OfTenant of) {
            out.u8(TENANT).text(of.tenant());
        } else if (word instanceof Invalidation.OfPrincipal of) {
            out.u8(PRINCIPAL).text(of.id());
        } else if (word instanceof Invalidation.OfCapability of) {
            out.u8(CAPABILITY).text(of.id());
        } else if (word instanceof Invalidation.OfResources of) {
            out.u8(RESOURCES).text(of.tenant()).text(of.pattern().text());
        } else {
            out.u8(EVERYTHING);
        }
        return out.toByteArray();
    }

    /** What {@link #write} wrote; everything for what only a later version knows. */
    static Invalidation read(byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            Invalidation word = switch (in.u8()) {
                case TENANT -> new Invalidation.OfTenant(in.text());
                case PRINCIPAL -> new Invalidation.OfPrincipal(in.text());
                case CAPABILITY -> new Invalidation.OfCapability(in.text());
                case RESOURCES -> new Invalidation.OfResources(in.text(), new ResourcePattern(in.text()));
                default -> new Invalidation.Everything();
            };
            in.end();
            return word;
        } catch (DamagedException unknown) {
            return new Invalidation.Everything();
        }
    }
}
