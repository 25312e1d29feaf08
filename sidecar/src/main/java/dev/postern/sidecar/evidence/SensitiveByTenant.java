package dev.postern.sidecar.evidence;

import dev.postern.evidence.Sensitive;
import dev.postern.policy.Program;
import dev.postern.policy.TenantSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each tenant of the program last seen calls sensitive. Not thread-safe. */
final class SensitiveByTenant {

    private static final int MOST = 1 << 10;

    private final Map<String, Sensitive> byTenant = new HashMap<>();
    private @Nullable Program program;

    @SuppressWarnings("ReferenceEquality") // another instance of an equal bundle is merely looked at anew
    Sensitive of(@Nullable Program current, String tenant) {
        if (current == null) {
            return Sensitive.ALWAYS;
        }
        if (current != program || byTenant.size() > MOST) {
            program = current;
            byTenant.clear();
        }
        Sensitive known = byTenant.get(tenant);
        if (known == null) {
            TenantSettings settings = current.settings(tenant);
            known = settings == null ? Sensitive.ALWAYS : Sensitive.of(settings.sensitive());
            byTenant.put(tenant, known);
        }
        return known;
    }
}
