package dev.postern.sidecar.telemetry;

import dev.postern.policy.Check;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.Door;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a span of each answer to a call that {@link StreamTracing} marked. Thread-safe. */
final class DecisionSpans implements DecisionObserver {

    static final AttributeKey<String> DOOR = AttributeKey.stringKey("postern.door");
    static final AttributeKey<String> DECISION = AttributeKey.stringKey("postern.decision");
    static final AttributeKey<String> DECISION_ID = AttributeKey.stringKey("postern.decision.id");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("postern.reason");
    static final AttributeKey<String> RULE = AttributeKey.stringKey("postern.rule");
    static final AttributeKey<String> MODE = AttributeKey.stringKey("postern.mode");
    static final AttributeKey<String> DIGEST = AttributeKey.stringKey("postern.bundle.digest");

    private final Tracer tracer;
    private final Clock clock;

    DecisionSpans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    @Override
    public void answered(Door door, @Nullable Check check, Decision decision, long nanos) {
        SpanContext parent = StreamTracing.PARENT.get();
        if (parent != null) {
            record(parent, door, decision, nanos);
        }
    }

    private void record(SpanContext parent, Door door, Decision decision, long nanos) {
        long now = clock.now();
        Template template = decision.template();
        SpanBuilder span = tracer.spanBuilder("postern.check")
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(now - nanos, TimeUnit.NANOSECONDS)
                .setAttribute(DOOR, door.label())
                .setAttribute(DECISION, Words.of(template.outcome()))
                .setAttribute(DECISION_ID, decision.id().toString())
                .setAttribute(REASON, template.reason().code())
                .setAttribute(MODE, Words.of(template.mode()))
                .setAttribute(DIGEST, decision.policyDigest());
        RuleRef rule = template.rule();
        if (rule != null) {
            span.setAttribute(RULE, rule.toString());
        }
        span.startSpan().end(now, TimeUnit.NANOSECONDS);
    }
}
