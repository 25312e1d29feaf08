package dev.postern.sidecar.source.principals;

import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.identity.Shown;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds what a source knows of a principal once it is known who asks. Of a principal that the caller asserted with roles or
 * attributes, on a listener that trusts it, the caller's word stands alone. In every other case the source's roles come
 * first and those that were proved follow, and where both have an attribute the source's counts. Where what is known could
 * not be read, or has not been confirmed for too long, nothing is permitted. Thread-safe.
 */
public final class PrincipalLookup implements Identification {

    private static final Credential UNAVAILABLE = Credential.refused(Reason.PRINCIPAL_UNAVAILABLE);

    private final Identification identification;
    private final PrincipalSource source;

    /** Looks up whom {@code identification} finds. */
    public PrincipalLookup(Identification identification, PrincipalSource source) {
        this.identification = identification;
        this.source = source;
    }

    @Override
    public @Nullable Check now(Check check, Shown shown) {
        Check identified = identification.now(check, shown);
        return identified == null ? null : lookUp(check, identified, shown);
    }

    @Override
    public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
        identification.later(check, shown, caller, identified -> sink.accept(lookUp(check, identified, shown)));
    }

    private Check lookUp(Check asked, Check identified, Shown shown) {
        Principal principal = identified.principal();
        if (principal.id().isEmpty() || isAsserted(asked, identified, shown)) {
            return identified;
        }
        if (!source.current()) {
            return identified.with(UNAVAILABLE);
        }
        KnownPrincipal known = source.find(principal.id());
        if (known == null) {
            return identified;
        }
        return known.readable() ? identified.by(merged(known.principal(), principal)) : identified.with(UNAVAILABLE);
    }

    /** Whether what is said of the principal, beyond a name, is the caller's word. */
    private static boolean isAsserted(Check asked, Check identified, Shown shown) {
        Principal said = asked.principal();
        Principal found = identified.principal();
        return shown.isAsserted()
                && !(said.roles().isEmpty() && said.attributes().isEmpty())
                && said.roles().equals(found.roles())
                && said.attributes().equals(found.attributes());
    }

    private static Principal merged(Principal known, Principal proved) {
        if (proved.roles().isEmpty() && proved.attributes().isEmpty()) {
            return known;
        }
        Set<String> roles = new LinkedHashSet<>(known.roles());
        roles.addAll(proved.roles());
        Map<String, Value> attributes = new HashMap<>(proved.attributes());
        attributes.putAll(known.attributes());
        return new Principal(known.id(), List.copyOf(roles), attributes);
    }
}
