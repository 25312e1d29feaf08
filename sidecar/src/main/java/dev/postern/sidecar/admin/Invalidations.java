package dev.postern.sidecar.admin;

import dev.postern.ccl.ResourcePattern;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.v1.InvalidateRequest;
import java.util.Optional;

/** Reads what an operator wants invalidated. */
final class Invalidations {

    static final String EXPECTED =
            "expected one of everything (true), tenant, principal, resource with a pattern, and capability, of at most"
                    + " 4096 characters";

    private static final int LONGEST = 4_096;

    private Invalidations() {}

    /** Empty when the request names nothing, or something too long. */
    static Optional<Invalidation> of(InvalidateRequest request) {
        return switch (request.getScopeCase()) {
            case EVERYTHING -> request.getEverything() ? Optional.of(new Invalidation.Everything()) : Optional.empty();
            case TENANT -> named(request.getTenant()).map(Invalidation.OfTenant::new);
            case PRINCIPAL -> named(request.getPrincipal()).map(Invalidation.OfPrincipal::new);
            case CAPABILITY -> named(request.getCapability()).map(Invalidation.OfCapability::new);
            case RESOURCE ->
                named(request.getResource().getPattern())
                        .filter(pattern -> request.getResource().getTenant().length() <= LONGEST)
                        .map(pattern -> new Invalidation.OfResources(
                                request.getResource().getTenant(), new ResourcePattern(pattern)));
            case SCOPE_NOT_SET -> Optional.empty();
        };
    }

    private static Optional<String> named(String name) {
        return name.isEmpty() || name.length() > LONGEST ? Optional.empty() : Optional.of(name);
    }
}
