package dev.postern.policy;

import dev.postern.ccl.FieldPath;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bundle.yaml} says of one tenant.
 *
 * @param parent the tenant whose rules must permit as well, or {@code null}
 * @param zone in which {@code env.hour} and {@code env.weekday} are told
 * @param mode whether denials are enforced
 * @param evidence when answers may leave; {@link EvidenceMode#ASYNC} where no scope covers the check
 * @param denyResponses how HTTP doors refuse; {@link DenyResponse#FORBIDDEN} where no scope covers the check
 * @param absentDenied where checks are refused whose answer an absent attribute leaves in doubt; the first scope that
 *     covers the check counts
 * @param sensitive attributes whose values are masked wherever a check is shown
 * @param paths what HTTP doors do with ambiguous paths
 */
public record TenantSettings(
        @Nullable String parent,
        ZoneId zone,
        Mode mode,
        List<Scoped<EvidenceMode>> evidence,
        List<Scoped<DenyResponse>> denyResponses,
        List<Scoped<Boolean>> absentDenied,
        List<FieldPath> sensitive,
        PathRules paths) {

    public static final TenantSettings DEFAULTS = new TenantSettings(
            null, ZoneId.of("UTC"), Mode.ENFORCE, List.of(), List.of(), List.of(), List.of(), PathRules.STRICT);

    public TenantSettings {
        evidence = List.copyOf(evidence);
        denyResponses = List.copyOf(denyResponses);
        absentDenied = List.copyOf(absentDenied);
        sensitive = List.copyOf(sensitive);
    }
}
