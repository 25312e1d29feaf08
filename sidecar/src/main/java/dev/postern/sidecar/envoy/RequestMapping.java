package dev.postern.sidecar.envoy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Reads what Envoy sends as a check, or says why it cannot be read safely. Thread-safe. */
final class RequestMapping {

    private final EnvoyConfig config;
    private final HttpTargets targets;
    private final Principals principals;
    private final SingleHeaders singles;
    private final JsonReader json;
    private final boolean trustAsserted;
    private final Function<String, PathRules> pathRules;
    private final InstantSource clock;

    /**
     * A mapping of one listener.
     *
     * @param trustAsserted whether callers may say who the principal is
     * @param pathRules of a tenant
     */
    RequestMapping(
            EnvoyConfig config, boolean trustAsserted, Function<String, PathRules> pathRules, InstantSource clock) {
        this.config = config;
        this.targets = new HttpTargets(
                new RouteTable(config.actionPrefix(), config.routes()),
                config.limits().pathBytes());
        this.principals = new Principals(config.identity());
        this.singles = new SingleHeaders(config.singleHeaders());
        this.json = new JsonReader(config.body().maxDepth());
        this.trustAsserted = trustAsserted;
        this.pathRules = pathRules;
        this.clock = clock;
    }

    /** Whose rules answer a request that cannot be read at all. */
    String fallbackTenant() {
        return config.tenant().fallback();
    }

    /** Reads a request from its bytes, most without decoding them into messages first. */
    Mapped readBytes(byte[] request) {
        PlainCheck plain = PlainCheck.of(request);
        if (plain != null) {
            return read(plain);
        }
        try {
            return read(CheckRequest.parseFrom(request));
        } catch (InvalidProtocolBufferException e) {
            return new Mapped.Refused(fallbackTenant(), Reason.INPUT_MALFORMED);
        }
    }

    Mapped read(CheckRequest request) {
        return read(new DecodedCheck(request));
    }

    private Mapped read(EnvoyCheck asked) {
        String extension = asked.extension(config.tenant().extension());
        String tenant = extension == null ? config.tenant().fallback() : extension;
        Principal principal = principals.of(asked);
        if (!trustAsserted && !principal.id().isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_UNTRUSTED);
        }
        RequestHeaders headers = new RequestHeaders(asked.headers());
        Reason fault = headers.fault(asked.host(), singles, config.limits());
        if (fault != null) {
            return new Mapped.Refused(tenant, fault);
        }
        Target target = asked.hasHttp() ? targets.of(asked, pathRules.apply(tenant)) : ConnectionTarget.of(asked);
        if (target instanceof Target.Clear clear) {
            RequestBody body = new RequestBody(asked, headers, config.body(), json);
            RequestFacts facts = new RequestFacts(asked, clear, config.metadata(), headers, body);
            return new Mapped.Asked(
                    new Check(tenant, principal, clear.action(), clear.resource(), Map.of(), facts, clock.millis()),
                    new RequestShown(headers, asked),
                    asked,
                    body);
        }
        return new Mapped.Refused(tenant, ((Target.Unclear) target).reason());
    }
}
