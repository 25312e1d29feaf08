package dev.postern.sidecar.source.principals;

import dev.postern.policy.Principal;

/**
 * What a source knows of a principal.
 *
 * @param version another one whenever anything about the principal changes; never used twice by one source
 * @param readable whether what is there could be understood; where not, there are neither roles nor attributes
 */
public record KnownPrincipal(Principal principal, long version, boolean readable) {}
