package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import dev.postern.policy.Program;
import dev.postern.policy.TenantSettings;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.identity.Identification;
import io.grpc.BindableService;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What Envoy can ask: {@code ext_authz} and {@code ext_proc}.
 *
 * @param identification finds out who asks
 * @param gate is asked of what leaves
 * @param active whose tenants say how paths are read
 * @param clock tells the time of a check
 * @param nanoTime the monotonic clock
 */
public record EnvoyDoors(
        DecisionPipeline pipeline,
        Identification identification,
        EgressGate gate,
        ActiveProgram active,
        EnvoyConfig config,
        InstantSource clock,
        LongSupplier nanoTime) {

    /**
     * The services of one listener, {@code ext_authz} first.
     *
     * @param trustAsserted whether callers may say who the principal is
     * @param maxMessage bytes of the largest message that is read
     */
    public List<BindableService> services(boolean trustAsserted, int maxMessage) {
        RequestMapping mapping = new RequestMapping(config, trustAsserted, this::pathRules, clock);
        return List.of(
                new AuthorizationEndpoint(this, mapping, maxMessage),
                new ProcessingEndpoint(this, mapping, maxMessage));
    }

    private PathRules pathRules(String tenant) {
        Program program = active.get();
        TenantSettings settings = program == null ? null : program.settings(tenant);
        return settings == null ? PathRules.STRICT : settings.paths();
    }
}
