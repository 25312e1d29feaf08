package dev.postern.sidecar.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Status;
import dev.postern.policy.DenyResponse;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What all answers of one template have in common, encoded.
 *
 * @param template by identity
 * @param allowed whether the request passes
 * @param status the field of that name; always there, since its absence would allow
 * @param http the content of {@code ok_response} or {@code denied_response}
 * @param metadata the content of {@code dynamic_metadata}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
record PreparedAnswer(Template template, boolean allowed, byte[] status, byte[] http, byte[] metadata) {

    static PreparedAnswer of(Template template, List<String> removedUpstream) {
        boolean allowed = template.enforced() == Outcome.ALLOW;
        int http = allowed ? 200 : DenialStatus.http(template);
        Status status = Status.newBuilder()
                .setCode(allowed ? 0 : DenialStatus.code(http))
                .setMessage(allowed ? "" : "denied")
                .build();
        return new PreparedAnswer(
                template,
                allowed,
                CheckResponse.newBuilder().setStatus(status).build().toByteArray(),
                allowed
                        ? OkHttpResponse.newBuilder()
                                .addAllHeadersToRemove(removedUpstream)
                                .build()
                                .toByteArray()
                        : denied(template).toByteArray(),
                metadata(template).toByteArray());
    }

    /** What a client is told of a denial. */
    static DeniedHttpResponse denied(Template template) {
        return denied(DenialStatus.http(template), template.denyResponse());
    }

    private static DeniedHttpResponse denied(int status, DenyResponse response) {
        DeniedHttpResponse.Builder denied = DeniedHttpResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCodeValue(status))
                .setBody(response.body());
        Set<String> names = new HashSet<>();
        if (response.redirect() != null) {
            names.add("location");
            denied.addHeaders(HeaderMutation.option("location", response.redirect(), false));
        }
        for (DenyResponse.Header header : response.headers()) {
            denied.addHeaders(HeaderMutation.option(header.name(), header.value(), !names.add(header.name())));
        }
        return denied.build();
    }

    /** What of a template Envoy may log. */
    static Struct metadata(Template template) {
        Struct.Builder metadata = Struct.newBuilder()
                .putFields("outcome", text(template.outcome().name().toLowerCase(Locale.ROOT)))
                .putFields("reason", text(template.reason().code()))
                .putFields("decision_class", text(template.decisionClass()));
        if (template.rule() != null) {
            metadata.putFields("rule", text(template.rule().toString()));
        }
        if (!template.obligations().isEmpty()) {
            Value.Builder obligations = Value.newBuilder();
            for (RuleRef obligation : template.obligations()) {
                obligations.getListValueBuilder().addValues(text(obligation.toString()));
            }
            metadata.putFields("obligations", obligations.build());
        }
        if (template.mode() == Mode.SHADOW) {
            metadata.putFields("shadow", Value.newBuilder().setBoolValue(true).build());
        }
        return metadata.build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
