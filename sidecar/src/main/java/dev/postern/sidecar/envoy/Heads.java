package dev.postern.sidecar.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.postern.policy.Check;
import dev.postern.sidecar.egress.ContentCoding;
import dev.postern.sidecar.egress.EgressQuestion;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the heads of exchanges as ext_proc sends them, in the form that ext_authz has for the same facts, and says how
 * the head of a request changes on its way. Thread-safe.
 */
final class Heads {

    /** Of the metadata that Envoy's configuration puts on a stream, what begins so is what ext_authz calls extensions. */
    private static final String EXTENSION = "postern-";

    private final RequestMapping mapping;
    private final Outbound outbound;
    private final UpstreamHeaders upstream;

    Heads(RequestMapping mapping, Outbound outbound, UpstreamHeaders upstream) {
        this.mapping = mapping;
        this.outbound = outbound;
        this.upstream = upstream;
    }

    /** The question about a request that was read. */
    Outbound.Reading question(Mapped.Asked asked, Check check) {
        return outbound.read(asked.request(), check);
    }

    /** How much of a content waits with its head: nothing of one whose parts are messages that somebody waits for. */
    int hold(HeaderMap head) {
        for (HeaderValue header : head.getHeadersList()) {
            String type = header.getKey().equalsIgnoreCase("content-type") ? text(header) : "";
            if (type.startsWith("text/event-stream") || type.startsWith("application/grpc")) {
                return 0;
            }
        }
        return outbound.hold();
    }

    /** How the body behind a head is encoded. */
    static ContentCoding coding(HeaderMap head) {
        List<String> values = new ArrayList<>(1);
        for (HeaderValue header : head.getHeadersList()) {
            if (header.getKey().equalsIgnoreCase("content-encoding")) {
                values.add(text(header));
            }
        }
        return ContentCoding.of(values);
    }

    /** How bodies are sent. A client that does not say so with the first head can only mean the oldest way. */
    static ProtocolConfiguration modes(ProcessingRequest head) {
        return head.hasProtocolConfig()
                ? head.getProtocolConfig()
                : ProtocolConfiguration.newBuilder()
                        .setRequestBodyMode(BodySendMode.STREAMED)
                        .setResponseBodyMode(BodySendMode.STREAMED)
                        .build();
    }

    /** Reads the head of a request; {@code metadata} is that of the stream. */
    Mapped read(ProcessingRequest head, Metadata metadata) {
        AttributeContext.Builder context = AttributeContext.newBuilder()
                .setSource(source(head))
                .setRequest(AttributeContext.Request.newBuilder()
                        .setHttp(http(head.getRequestHeaders().getHeaders())))
                .setMetadataContext(head.getMetadataContext());
        for (String key : metadata.keys()) {
            if (key.startsWith(EXTENSION) && !key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                String value = metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
                context.putContextExtensions(
                        key.substring(EXTENSION.length()).replace('-', '_'), value == null ? "" : value);
            }
        }
        return mapping.read(CheckRequest.newBuilder().setAttributes(context).build());
    }

    /**
     * What becomes of the head of a request that passes.
     *
     * @param addresses that were checked
     * @param answered whether what comes back is looked at, and must then come soon, so not compressed
     */
    CommonResponse passed(Check check, EgressQuestion question, List<String> addresses, boolean answered) {
        List<HeaderMutation> set = new ArrayList<>(upstream.of(check));
        set.addAll(outbound.address(question, addresses));
        var mutation = io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation.newBuilder()
                .addAllRemoveHeaders(upstream.removed());
        if (answered) {
            mutation.addRemoveHeaders("accept-encoding");
        }
        for (HeaderMutation header : set) {
            if (header.value().isEmpty()) {
                mutation.addRemoveHeaders(header.name());
            } else {
                mutation.addSetHeaders(ProcessingMessages.header(header.name(), header.value(), false));
            }
        }
        return CommonResponse.newBuilder().setHeaderMutation(mutation).build();
    }

    private static HttpRequest http(HeaderMap headers) {
        HttpRequest.Builder http =
                HttpRequest.newBuilder().setHeaderMap(headers).setSize(-1);
        for (HeaderValue header : headers.getHeadersList()) {
            switch (header.getKey().toLowerCase(Locale.ROOT)) {
                case ":method" -> http.setMethod(text(header));
                case ":path" -> http.setPath(text(header));
                case ":authority" -> http.setHost(text(header));
                case ":scheme" -> http.setScheme(text(header));
                default -> {}
            }
        }
        return http.build();
    }

    /** Who sent it, where Envoy is configured to tell its attributes. */
    private static AttributeContext.Peer source(ProcessingRequest head) {
        AttributeContext.Peer.Builder peer = AttributeContext.Peer.newBuilder();
        for (Struct attributes : head.getAttributesMap().values()) {
            Value principal = attributes.getFieldsMap().get("connection.uri_san_peer_certificate");
            if (principal != null) {
                peer.setPrincipal(principal.getStringValue());
            }
            Value address = attributes.getFieldsMap().get("source.address");
            if (address != null) {
                peer.setAddress(address(address.getStringValue()));
            }
        }
        return peer.build();
    }

    private static Address address(String text) {
        int colon = text.lastIndexOf(':');
        String host =
                colon < 0 ? text : text.substring(0, colon).replace("[", "").replace("]", "");
        return Address.newBuilder()
                .setSocketAddress(SocketAddress.newBuilder().setAddress(host))
                .build();
    }

    /** What is no UTF-8 becomes what no URL may hold. */
    private static String text(HeaderValue header) {
        return header.getRawValue().isEmpty()
                ? header.getValue()
                : header.getRawValue().toStringUtf8();
    }
}
