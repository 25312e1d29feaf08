package dev.postern.sidecar.envoy;

import dev.postern.sidecar.grpc.WireCursor;
import dev.postern.sidecar.grpc.WireTags;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a {@code CheckRequest} lie in its bytes: spans, zero for what is not there. Found by one walk over all
 * of a request that is as Envoy writes them: ASCII, each field known and there once, each entry of a map its key first and
 * its value second. Any other request may be well-formed or not, and is for the generated classes to judge; what is found
 * here they would decode, and to the same.
 */
final class CheckPlaces {

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
        wire.expect(CheckTags.ATTRIBUTES);
        int outer = wire.open();
        attributes();
        wire.close(outer);
        wire.expect(0);
    }

    private void attributes() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == CheckTags.EXTENSION) {
                pair(extensions);
                continue;
            }
            seen = once(seen, tag);
            int outer = wire.open();
            switch (tag) {
                case CheckTags.SOURCE -> {
                    source = wire.inside();
                    sourcePrincipal = peer();
                }
                case CheckTags.DESTINATION -> {
                    destination = wire.inside();
                    peer();
                }
                case CheckTags.REQUEST -> timedHttp();
                case CheckTags.METADATA -> {
                    metadata = wire.inside();
                    metadataWalk.metadata();
                }
                case CheckTags.ROUTE_METADATA -> metadataWalk.metadata();
                case CheckTags.TLS -> tls();
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
            if (tag == CheckTags.LABEL) {
                pair(null);
                continue;
            }
            seen = once(seen, tag);
            switch (tag) {
                case CheckTags.PEER_ADDRESS -> {
                    int outer = wire.open();
                    address();
                    wire.close(outer);
                }
                case CheckTags.PRINCIPAL -> principal = wire.asciiSpan();
                case CheckTags.SERVICE, CheckTags.CERTIFICATE -> wire.asciiSpan();
                default -> wire.giveUp();
            }
        }
        return principal;
    }

    private void address() {
        wire.expect(CheckTags.SOCKET_ADDRESS);
        int outer = wire.open();
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            switch (tag) {
                case CheckTags.SOCKET_PROTOCOL, CheckTags.PORT -> wire.varint();
                case CheckTags.ADDRESS -> wire.asciiSpan();
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
                case CheckTags.TIME -> {
                    hasTime = true;
                    time = wire.inside();
                    time();
                }
                case CheckTags.HTTP -> {
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
            if (tag != CheckTags.SECONDS && tag != CheckTags.NANOS) {
                wire.giveUp();
            }
            wire.varint();
        }
    }

    private void http() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == CheckTags.HEADER) {
                pair(headers);
                continue;
            }
            seen = once(seen, tag);
            switch (tag) {
                case CheckTags.ID -> id = wire.asciiSpan();
                case CheckTags.METHOD -> method = wire.asciiSpan();
                case CheckTags.PATH -> path = wire.asciiSpan();
                case CheckTags.HOST -> host = wire.asciiSpan();
                case CheckTags.SCHEME -> scheme = wire.asciiSpan();
                case CheckTags.QUERY, CheckTags.FRAGMENT -> wire.asciiSpan();
                case CheckTags.SIZE -> size = wire.varint();
                case CheckTags.PROTOCOL -> protocol = wire.asciiSpan();
                case CheckTags.BODY -> body = wire.asciiSpan();
                case CheckTags.RAW_BODY -> rawBody = wire.bytesSpan();
                default -> wire.giveUp();
            }
        }
    }

    private void tls() {
        int seen = 0;
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            seen = once(seen, tag);
            serverName = tag == CheckTags.SNI ? wire.asciiSpan() : odd();
        }
    }

    /** An entry of a map of texts, to be added to {@code pairs} where they are wanted. */
    private void pair(@Nullable TextPairs pairs) {
        int outer = wire.open();
        wire.expect(WireTags.MAP_KEY);
        long key = wire.asciiSpan();
        wire.expect(WireTags.MAP_VALUE);
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
