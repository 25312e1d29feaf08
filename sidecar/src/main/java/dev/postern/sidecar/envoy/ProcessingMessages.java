package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.postern.egress.Direction;
import dev.postern.sidecar.decide.Decision;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;

/** What Envoy is told of an exchange, as messages of ext_proc. */
final class ProcessingMessages {

    /** Where Envoy finds what may be logged of a decision. */
    private static final String METADATA = "postern";

    private ProcessingMessages() {}

    static ProcessingResponse head(Direction direction, CommonResponse changes) {
        HeadersResponse head = HeadersResponse.newBuilder().setResponse(changes).build();
        return direction == Direction.REQUEST
                ? ProcessingResponse.newBuilder().setRequestHeaders(head).build()
                : ProcessingResponse.newBuilder().setResponseHeaders(head).build();
    }

    static ProcessingResponse body(Direction direction, CommonResponse changes) {
        BodyResponse body = BodyResponse.newBuilder().setResponse(changes).build();
        return direction == Direction.REQUEST
                ? ProcessingResponse.newBuilder().setRequestBody(body).build()
                : ProcessingResponse.newBuilder().setResponseBody(body).build();
    }

    static ProcessingResponse body(Direction direction, BodyMutation mutation) {
        return body(
                direction, CommonResponse.newBuilder().setBodyMutation(mutation).build());
    }

    static ProcessingResponse trailers(Direction direction) {
        TrailersResponse trailers = TrailersResponse.getDefaultInstance();
        return direction == Direction.REQUEST
                ? ProcessingResponse.newBuilder().setRequestTrailers(trailers).build()
                : ProcessingResponse.newBuilder().setResponseTrailers(trailers).build();
    }

    /** Ends an exchange with the denial that the bundle wishes for, or one that fits the reason. */
    static ProcessingResponse refusal(Decision decision) {
        DeniedHttpResponse denied = PreparedAnswer.denied(decision.template());
        HeaderMutation.Builder headers = HeaderMutation.newBuilder()
                .addSetHeaders(header(AnswerEncoder.ID_HEADER, decision.id().toString(), false));
        for (HeaderValueOption option : denied.getHeadersList()) {
            boolean repeated = option.getAppendAction() == HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD;
            headers.addSetHeaders(
                    header(option.getHeader().getKey(), option.getHeader().getValue(), repeated));
        }
        return ProcessingResponse.newBuilder()
                .setImmediateResponse(ImmediateResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder()
                                .setCodeValue(denied.getStatus().getCodeValue()))
                        .setHeaders(headers)
                        .setBody(denied.getBodyBytes())
                        .setDetails("postern_" + decision.template().reason().code()))
                .setDynamicMetadata(metadata(decision))
                .build();
    }

    /** What of a decision may be logged. */
    private static Struct metadata(Decision decision) {
        Struct facts = PreparedAnswer.metadata(decision.template()).toBuilder()
                .putFields(
                        "decision_id",
                        Value.newBuilder()
                                .setStringValue(decision.id().toString())
                                .build())
                .build();
        return Struct.newBuilder()
                .putFields(METADATA, Value.newBuilder().setStructValue(facts).build())
                .build();
    }

    /** A header that replaces what there was of its name, or where it is repeated stands beside it. */
    static HeaderValueOption header(String name, String value, boolean repeated) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value)))
                .setAppendAction(
                        repeated
                                ? HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD
                                : HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
