package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import dev.postern.policy.Value;
import dev.postern.sidecar.egress.ContentCoding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of one request, read when it is asked for. Not thread-safe. */
final class RequestBody {

    /** Set by Envoy where it buffers bodies; it drops a client's own. */
    private static final String PARTIAL_HEADER = "x-envoy-auth-partial-body";

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "CONNECT");

    private final EnvoyCheck http;
    private final RequestHeaders headers;
    private final EnvoyConfig.Body config;
    private final JsonReader json;
    private boolean read;
    private @Nullable Value value;
    private boolean unusable;

    RequestBody(EnvoyCheck http, RequestHeaders headers, EnvoyConfig.Body config, JsonReader json) {
        this.http = http;
        this.headers = headers;
        this.config = config;
        this.json = json;
    }

    /** How the body is encoded. */
    ContentCoding coding() {
        String encoding = headers.value("content-encoding");
        return encoding == null ? ContentCoding.IDENTITY : ContentCoding.of(List.of(encoding));
    }

    /** What came of the body. */
    byte[] content() {
        return http.body().toByteArray();
    }

    /** What {@code segments}, from index {@code from} on, lead to, or {@code null}. */
    @Nullable
    Value find(List<String> segments, int from) {
        if (!read) {
            read = true;
            read();
        }
        Value found = value;
        for (int i = from; i < segments.size() && found != null; i++) {
            found = found instanceof Value.Fields fields ? fields.values().get(segments.get(i)) : null;
        }
        return found;
    }

    /** Whether the body was asked for and is cut off, or is not JSON. */
    boolean isUnusable() {
        return unusable;
    }

    /** Whether some of the body is missing, or may be. */
    boolean isTruncated() {
        long received = received();
        String partial = headers.value(PARTIAL_HEADER);
        if ("true".equalsIgnoreCase(partial) || (config.maxBytes() > 0 && received >= config.maxBytes())) {
            return true;
        }
        String length = headers.value("content-length");
        if (length != null) {
            return !length.equals(Long.toString(received));
        }
        return received == 0 && partial == null && mayHaveBody();
    }

    /** Whether a body may be on its way that was not sent along: it is not announced by a length in every protocol. */
    private boolean mayHaveBody() {
        if (http.protocol().startsWith("HTTP/1") && http.size() >= 0) {
            return headers.value("transfer-encoding") != null;
        }
        return !BODILESS.contains(http.method());
    }

    private void read() {
        if (isTruncated()) {
            unusable = true;
        } else if (received() > 0) {
            ByteString bytes = http.body();
            value = config.json() && bytes.isValidUtf8() ? json.read(bytes.toByteArray()) : null;
            unusable = value == null;
        }
    }

    private int received() {
        return http.body().size();
    }
}
