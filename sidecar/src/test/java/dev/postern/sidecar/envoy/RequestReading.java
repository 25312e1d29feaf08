package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.envoy.EnvoyConfig.Body;
import dev.postern.sidecar.envoy.EnvoyConfig.Identity;
import dev.postern.sidecar.envoy.EnvoyConfig.Limits;
import dev.postern.sidecar.envoy.EnvoyConfig.MetadataPath;
import dev.postern.sidecar.envoy.EnvoyConfig.Route;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mapping with small limits makes of requests. */
final class RequestReading {

    private static final Map<String, MetadataPath> JWT =
            Map.of("jwt", new MetadataPath("envoy.filters.http.jwt_authn", FieldPath.of("jwt_payload")));

    static final EnvoyConfig CONFIG = config(null, List.of(), new Body(true, 64, 4));

    static EnvoyConfig config(@Nullable Identity identity, List<Route> routes, Body body) {
        EnvoyConfig defaults = EnvoyConfig.DEFAULTS;
        return new EnvoyConfig(
                defaults.actionPrefix(),
                routes,
                defaults.tenant(),
                identity,
                JWT,
                body,
                defaults.upstream(),
                defaults.outbound(),
                defaults.singleHeaders(),
                new Limits(100, 4_096, 1_024));
    }

    static Mapped read(EnvoyConfig config, CheckRequest request) {
        return new RequestMapping(config, true, tenant -> PathRules.STRICT, InstantSource.system()).read(request);
    }

    static Check check(CheckRequest request) {
        return check(CONFIG, request);
    }

    static Check check(EnvoyConfig config, CheckRequest request) {
        Mapped mapped = read(config, request);
        assertThat(mapped).isInstanceOf(Mapped.Asked.class);
        return ((Mapped.Asked) mapped).check();
    }

    static Reason refusal(CheckRequest request) {
        Mapped mapped = read(CONFIG, request);
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        return ((Mapped.Refused) mapped).reason();
    }

    static @Nullable Object find(Check check, String path) {
        Value value = check.facts().find(FieldPath.of(path));
        return value instanceof Value.Text text
                ? text.value()
                : value instanceof Value.Int number ? (Object) number.value() : value;
    }

    private RequestReading() {}
}
