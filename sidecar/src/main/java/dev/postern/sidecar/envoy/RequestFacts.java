package dev.postern.sidecar.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code request.*} and {@code source.*} straight from Envoy's message: what no policy mentions is never
 * converted. Of one check; not thread-safe.
 */
final class RequestFacts implements Attributes {

    private final EnvoyCheck asked;
    private final Target.Clear target;
    private final Map<String, EnvoyConfig.MetadataPath> metadata;
    private final RequestHeaders headers;
    private final RequestBody body;
    private final Query query;
    private boolean ambiguousQuery;

    RequestFacts(
            EnvoyCheck asked,
            Target.Clear target,
            Map<String, EnvoyConfig.MetadataPath> metadata,
            RequestHeaders headers,
            RequestBody body) {
        this.asked = asked;
        this.target = target;
        this.metadata = metadata;
        this.headers = headers;
        this.body = body;
        this.query = new Query(target.rawQuery());
    }

    @Override
    public @Nullable Value find(FieldPath path) {
        List<String> segments = path.segments();
        if (segments.size() < 2) {
            return null;
        }
        return switch (segments.get(0)) {
            case Roots.REQUEST -> request(segments);
            case Roots.SOURCE -> source(segments);
            default -> null;
        };
    }

    @Override
    public @Nullable Reason doubt() {
        if (headers.isUnreadable()) {
            return Reason.INPUT_AMBIGUOUS_HEADER;
        }
        if (ambiguousQuery || query.isUndecodable()) {
            return Reason.INPUT_AMBIGUOUS_QUERY;
        }
        return body.isUnusable() ? Reason.INPUT_BODY : null;
    }

    private @Nullable Value request(List<String> segments) {
        return switch (segments.get(1)) {
            case "headers" -> segments.size() == 3 ? text(headers.value(segments.get(2))) : null;
            case "header_values" -> segments.size() == 3 ? texts(headers.values(segments.get(2))) : null;
            case "query" -> segments.size() == 3 ? parameter(segments.get(2)) : null;
            case "query_values" -> segments.size() == 3 ? parameters(segments.get(2)) : null;
            case "body" -> body.find(segments, 2);
            case "params" -> named(target.captures(), segments, 2);
            case "extensions" -> named(asked.extensions(), segments, 2);
            case "metadata" -> metadata(segments);
            case "destination" -> peer(asked.destination(), segments, 2);
            default -> segments.size() == 2 ? plain(segments.get(1)) : null;
        };
    }

    private @Nullable Value plain(String name) {
        return switch (name) {
            case "method" -> text(asked.method());
            case "path" -> text(target.path());
            case "raw_path" -> text(target.rawPath());
            case "raw_query" -> text(target.rawQuery());
            case "host" -> text(target.authority().host());
            case "port" -> number(target.authority().port());
            case "scheme" -> text(asked.scheme());
            case "protocol" -> text(asked.protocol());
            case "id" -> text(asked.id());
            case "size" -> asked.hasHttp() && asked.size() >= 0 ? new Value.Int(asked.size()) : null;
            case "time" -> time(asked.time());
            case "body_truncated" -> Value.Bool.of(body.isTruncated());
            default -> null;
        };
    }

    private @Nullable Value source(List<String> segments) {
        if (segments.size() > 2) {
            return peer(asked.source(), segments, 1);
        }
        return switch (segments.get(1)) {
            case "principal" -> text(asked.sourcePrincipal());
            case "sni" -> text(Authority.name(asked.serverName()).host());
            default -> peer(asked.source(), segments, 1);
        };
    }

    private static @Nullable Value peer(AttributeContext.Peer peer, List<String> segments, int at) {
        String name = segments.get(at);
        if (name.equals("labels")) {
            return named(peer.getLabelsMap(), segments, at + 1);
        }
        if (segments.size() != at + 1) {
            return null;
        }
        SocketAddress socket = peer.getAddress().getSocketAddress();
        return switch (name) {
            case "principal" -> text(peer.getPrincipal());
            case "address" -> text(socket.getAddress());
            case "port" -> number(socket.getPortValue());
            default -> null;
        };
    }

    private @Nullable Value metadata(List<String> segments) {
        EnvoyConfig.MetadataPath place = segments.size() < 3 ? null : metadata.get(segments.get(2));
        Struct struct =
                place == null ? null : asked.metadata().getFilterMetadataMap().get(place.namespace());
        if (place == null || struct == null) {
            return null;
        }
        if (place.path() == null) {
            return StructValues.find(struct, segments, 3);
        }
        Value value = StructValues.find(struct, place.path().segments(), 0);
        return value instanceof Value.Fields fields && segments.size() > 3
                ? Attributes.walk(fields.values(), segments, 3)
                : segments.size() > 3 ? null : value;
    }

    private @Nullable Value parameter(String name) {
        List<String> values = query.values(name);
        // Of two values the upstream might read another than policy did.
        ambiguousQuery |= values.size() > 1;
        return values.size() == 1 ? new Value.Text(values.get(0)) : null;
    }

    private @Nullable Value parameters(String name) {
        List<String> values = query.values(name);
        return values.isEmpty() ? null : texts(values);
    }

    private static @Nullable Value named(Map<String, String> values, List<String> segments, int at) {
        if (segments.size() == at + 1) {
            return text(values.get(segments.get(at)));
        }
        if (segments.size() > at + 1) {
            return null;
        }
        Map<String, Value> fields = new HashMap<>();
        values.forEach((name, value) -> fields.put(name, new Value.Text(value)));
        return new Value.Fields(fields);
    }

    /** Protobuf does not tell an empty text from none. */
    private static @Nullable Value text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new Value.Text(text);
    }

    private static @Nullable Value time(@Nullable Timestamp time) {
        return time == null ? null : new Value.Int(time.getSeconds());
    }

    private static @Nullable Value number(int number) {
        return number == 0 ? null : new Value.Int(number);
    }

    private static @Nullable Value texts(@Nullable List<String> texts) {
        if (texts == null) {
            return null;
        }
        List<Value> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(new Value.Text(text));
        }
        return new Value.Items(items);
    }
}
