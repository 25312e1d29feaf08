package dev.postern.sidecar.envoy;

import com.google.protobuf.Timestamp;
import dev.postern.sidecar.grpc.WireCursor;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a {@code CheckRequest} lie in its bytes: spans, zero for what is not there. Found by one walk over all
 * of a request that is as Envoy writes them: ASCII, each field known and there once, each entry of a map its key first and
 * its value second. Any other request may be well-formed or not, and is for the generated classes to judge; what is found
 * here they would decode, and to the same.
 */
final class CheckPlaces {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private static final int ATTRIBUTES = CheckRequest.ATTRIBUTES_FIELD_NUMBER << 3 | LENGTH;

    private static final int SOURCE = AttributeContext.SOURCE_FIELD_NUMBER << 3 | LENGTH;
    private static final int DESTINATION = AttributeContext.DESTINATION_FIELD_NUMBER << 3 | LENGTH;
    private static final int REQUEST = AttributeContext.REQUEST_FIELD_NUMBER << 3 | LENGTH;
    private static final int EXTENSION = AttributeContext.CONTEXT_EXTENSIONS_FIELD_NUMBER << 3 | LENGTH;
    private static final int METADATA = AttributeContext.METADATA_CONTEXT_FIELD_NUMBER << 3 | LENGTH;
    private static final int ROUTE_METADATA = AttributeContext.ROUTE_METADATA_CONTEXT_FIELD_NUMBER << 3 | LENGTH;
    private static final int TLS = AttributeContext.TLS_SESSION_FIELD_NUMBER << 3 | LENGTH;

    private static final int PEER_ADDRESS = AttributeContext.Peer.ADDRESS_FIELD_NUMBER << 3 | LENGTH;
    private static final int SERVICE = AttributeContext.Peer.SERVICE_FIELD_NUMBER << 3 | LENGTH;
    private static final int LABEL = AttributeContext.Peer.LABELS_FIELD_NUMBER << 3 | LENGTH;
    private static final int PRINCIPAL = AttributeContext.Peer.PRINCIPAL_FIELD_NUMBER << 3 | LENGTH;
    private static final int CERTIFICATE = AttributeContext.Peer.CERTIFICATE_FIELD_NUMBER << 3 | LENGTH;
    private static final int SOCKET_ADDRESS = Address.SOCKET_ADDRESS_FIELD_NUMBER << 3 | LENGTH;
    private static final int SOCKET_PROTOCOL = SocketAddress.PROTOCOL_FIELD_NUMBER << 3 | VARINT;
    private static final int ADDRESS = SocketAddress.ADDRESS_FIELD_NUMBER << 3 | LENGTH;
    private static final int PORT = SocketAddress.PORT_VALUE_FIELD_NUMBER << 3 | VARINT;

    private static final int TIME = AttributeContext.Request.TIME_FIELD_NUMBER << 3 | LENGTH;
    private static final int HTTP = AttributeContext.Request.HTTP_FIELD_NUMBER << 3 | LENGTH;
    private static final int SECONDS = Timestamp.SECONDS_FIELD_NUMBER << 3 | VARINT;
    private static final int NANOS = Timestamp.NANOS_FIELD_NUMBER << 3 | VARINT;

    private static final int ID = HttpRequest.ID_FIELD_NUMBER << 3 | LENGTH;
    private static final int METHOD = HttpRequest.METHOD_FIELD_NUMBER << 3 | LENGTH;
    private static final int HEADER = HttpRequest.HEADERS_FIELD_NUMBER << 3 | LENGTH;
    private static final int PATH = HttpRequest.PATH_FIELD_NUMBER << 3 | LENGTH;
    private static final int HOST = HttpRequest.HOST_FIELD_NUMBER << 3 | LENGTH;
    private static final int SCHEME = HttpRequest.SCHEME_FIELD_NUMBER << 3 | LENGTH;
    private static final int QUERY = HttpRequest.QUERY_FIELD_NUMBER << 3 | LENGTH;
    private static final int FRAGMENT = HttpRequest.FRAGMENT_FIELD_NUMBER << 3 | LENGTH;
    private static final int SIZE = HttpRequest.SIZE_FIELD_NUMBER << 3 | VARINT;
    private static final int PROTOCOL = HttpRequest.PROTOCOL_FIELD_NUMBER << 3 | LENGTH;
    private static final int BODY = HttpRequest.BODY_FIELD_NUMBER << 3 | LENGTH;
    private static final int RAW_BODY = HttpRequest.RAW_BODY_FIELD_NUMBER << 3 | LENGTH;

    private static final int SNI = AttributeContext.TLSSession.SNI_FIELD_NUMBER << 3 | LENGTH;

    /* The entries of any protobuf map. */
    private static final int KEY = 1 << 3 | LENGTH;
    private static final int VALUE = 2 << 3 | LENGTH;

    private final WireCursor wire;
    private final MetadataWalk metadataWalk;
    final TextPairs headers;
    final TextPairs extensions;
    boolean hasTime;
    boolean hasHttp;
    long source;
    long sourcePrincipal;
    long destination;
    long time;
    long id;
    long method;
    long path;
    long host;
    long scheme;
    long protocol;
    long size;
    long body;
    long rawBody;
    long metadata;
    long serverName;

    private CheckPlaces(byte[] request) {
        wire = new WireCursor(request);
        metadataWalk = new MetadataWalk(wire);
        headers = new TextPairs(request);
        extensions = new TextPairs(request);
    }

    /** The places in a request, or {@code null} when it is not as Envoy writes them. */
    static @Nullable CheckPlaces of(byte[] request) {
        CheckPlaces places = new CheckPlaces(request);
        places.request();
        return places.wire.isOdd() ? null : places;
    }

    private void request() {
        wire.expect(ATTRIBUTES);
        int outer = wire.open();
        attributes();
        wire.close(outer);
        wire.expect(0);
    }

    private void attributes() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == EXTENSION) {
                pair(extensions);
                continue;
            }
            seen = once(seen, tag);
            int outer = wire.open();
            switch (tag) {
                case SOURCE -> {
                    source = wire.inside();
                    sourcePrincipal = peer();
                }
                case DESTINATION -> {
                    destination = wire.inside();
                    peer();
                }
                case REQUEST -> timedHttp();
                case METADATA -> {
                    metadata = wire.inside();
                    metadataWalk.metadata();
                }
                case ROUTE_METADATA -> metadataWalk.metadata();
                case TLS -> tls();
                default -> wire.giveUp();
            }
            wire.close(outer);
        }
    }

    /** Returns where the principal is. */
    private long peer() {
        int seen = 0;
        long principal = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == LABEL) {
                pair(null);
                continue;
            }
            seen = once(seen, tag);
            switch (tag) {
                case PEER_ADDRESS -> {
                    int outer = wire.open();
                    address();
                    wire.close(outer);
                }
                case PRINCIPAL -> principal = wire.asciiSpan();
                case SERVICE, CERTIFICATE -> wire.asciiSpan();
                default -> wire.giveUp();
            }
        }
        return principal;
    }

    private void address() {
        wire.expect(SOCKET_ADDRESS);
        int outer = wire.open();
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            switch (tag) {
                case SOCKET_PROTOCOL, PORT -> wire.varint();
                case ADDRESS -> wire.asciiSpan();
                default -> wire.giveUp();
            }
        }
        wire.close(outer);
        wire.expect(0);
    }

    private void timedHttp() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            seen = once(seen, tag);
            int outer = wire.open();
            switch (tag) {
                case TIME -> {
                    hasTime = true;
                    time = wire.inside();
                    time();
                }
                case HTTP -> {
                    hasHttp = true;
                    http();
                }
                default -> wire.giveUp();
            }
            wire.close(outer);
        }
    }

    private void time() {
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag != SECONDS && tag != NANOS) {
                wire.giveUp();
            }
            wire.varint();
        }
    }

    private void http() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == HEADER) {
                pair(headers);
                continue;
            }
            seen = once(seen, tag);
            switch (tag) {
                case ID -> id = wire.asciiSpan();
                case METHOD -> method = wire.asciiSpan();
                case PATH -> path = wire.asciiSpan();
                case HOST -> host = wire.asciiSpan();
                case SCHEME -> scheme = wire.asciiSpan();
                case QUERY, FRAGMENT -> wire.asciiSpan();
                case SIZE -> size = wire.varint();
                case PROTOCOL -> protocol = wire.asciiSpan();
                case BODY -> body = wire.asciiSpan();
                case RAW_BODY -> rawBody = wire.bytesSpan();
                default -> wire.giveUp();
            }
        }
    }

    private void tls() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            seen = once(seen, tag);
            serverName = tag == SNI ? wire.asciiSpan() : odd();
        }
    }

    /** An entry of a map of texts, to be added to {@code pairs} where they are wanted. */
    private void pair(@Nullable TextPairs pairs) {
        int outer = wire.open();
        wire.expect(KEY);
        long key = wire.asciiSpan();
        wire.expect(VALUE);
        long value = wire.asciiSpan();
        wire.expect(0);
        if (pairs != null && !wire.isOdd() && !pairs.add(key, value)) {
            wire.giveUp();
        }
        wire.close(outer);
    }

    private int once(int seen, int tag) {
        int bit = 1 << (tag >>> 3);
        if ((seen & bit) != 0) {
            wire.giveUp();
        }
        return seen | bit;
    }

    private long odd() {
        wire.giveUp();
        return 0;
    }
}
