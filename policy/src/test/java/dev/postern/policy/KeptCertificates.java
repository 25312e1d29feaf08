package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates in a map, and how often they were asked for. */
final class KeptCertificates implements Certificates {

    final Map<ByteBuffer, Boolean> kept = new HashMap<>();
    int found;
    int missed;

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public @Nullable Boolean find(String tenant, ByteBuilder key) {
        Boolean known = kept.get(ByteBuffer.wrap(key.toByteArray()));
        if (known == null) {
            missed++;
        } else {
            found++;
        }
        return known;
    }

    @Override
    public void keep(String tenant, byte[] key, boolean holds) {
        kept.put(ByteBuffer.wrap(key), holds);
    }
}
