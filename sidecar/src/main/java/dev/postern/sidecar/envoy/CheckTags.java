package dev.postern.sidecar.envoy;

import com.google.protobuf.Timestamp;
import dev.postern.sidecar.grpc.WireTags;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;

/** The tags of the fields that Envoy writes into a {@code CheckRequest}, message by message. */
final class CheckTags {

    static final int ATTRIBUTES = CheckRequest.ATTRIBUTES_FIELD_NUMBER << 3 | WireTags.LENGTH;

    static final int SOURCE = AttributeContext.SOURCE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int DESTINATION = AttributeContext.DESTINATION_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int REQUEST = AttributeContext.REQUEST_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int EXTENSION = AttributeContext.CONTEXT_EXTENSIONS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int METADATA = AttributeContext.METADATA_CONTEXT_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int ROUTE_METADATA = AttributeContext.ROUTE_METADATA_CONTEXT_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int TLS = AttributeContext.TLS_SESSION_FIELD_NUMBER << 3 | WireTags.LENGTH;

    static final int PEER_ADDRESS = AttributeContext.Peer.ADDRESS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int SERVICE = AttributeContext.Peer.SERVICE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int LABEL = AttributeContext.Peer.LABELS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int PRINCIPAL = AttributeContext.Peer.PRINCIPAL_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int CERTIFICATE = AttributeContext.Peer.CERTIFICATE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int SOCKET_ADDRESS = Address.SOCKET_ADDRESS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int SOCKET_PROTOCOL = SocketAddress.PROTOCOL_FIELD_NUMBER << 3 | WireTags.VARINT;
    static final int ADDRESS = SocketAddress.ADDRESS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int PORT = SocketAddress.PORT_VALUE_FIELD_NUMBER << 3 | WireTags.VARINT;

    static final int TIME = AttributeContext.Request.TIME_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int HTTP = AttributeContext.Request.HTTP_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int SECONDS = Timestamp.SECONDS_FIELD_NUMBER << 3 | WireTags.VARINT;
    static final int NANOS = Timestamp.NANOS_FIELD_NUMBER << 3 | WireTags.VARINT;

    static final int ID = HttpRequest.ID_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int METHOD = HttpRequest.METHOD_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int HEADER = HttpRequest.HEADERS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int PATH = HttpRequest.PATH_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int HOST = HttpRequest.HOST_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int SCHEME = HttpRequest.SCHEME_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int QUERY = HttpRequest.QUERY_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int FRAGMENT = HttpRequest.FRAGMENT_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int SIZE = HttpRequest.SIZE_FIELD_NUMBER << 3 | WireTags.VARINT;
    static final int PROTOCOL = HttpRequest.PROTOCOL_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int BODY = HttpRequest.BODY_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int RAW_BODY = HttpRequest.RAW_BODY_FIELD_NUMBER << 3 | WireTags.LENGTH;

    static final int SNI = AttributeContext.TLSSession.SNI_FIELD_NUMBER << 3 | WireTags.LENGTH;

    private CheckTags() {}
}
