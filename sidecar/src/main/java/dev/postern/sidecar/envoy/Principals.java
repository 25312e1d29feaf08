package dev.postern.sidecar.envoy;

import com.google.protobuf.Struct;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says who makes a request: the peer that Envoy verified by mTLS, or whom the metadata of a filter names where the
 * operator says so. Never a header. Thread-safe.
 */
final class Principals {

    private final EnvoyConfig.@Nullable Identity identity;

    Principals(EnvoyConfig.@Nullable Identity identity) {
        this.identity = identity;
    }

    Principal of(EnvoyCheck asked) {
        if (identity == null) {
            return Principal.of(asked.sourcePrincipal());
        }
        Struct verified = asked.metadata().getFilterMetadataMap().get(identity.namespace());
        return verified == null ? Principal.NOBODY : verified(verified, identity);
    }

    /** A principal that is named but cannot be read whole is nobody. */
    private static Principal verified(Struct metadata, EnvoyConfig.Identity identity) {
        Value id = find(metadata, identity.id());
        List<String> roles = roles(find(metadata, identity.roles()));
        Value attributes = find(metadata, identity.attributes());
        if (!(id instanceof Value.Text text) || text.value().isEmpty() || roles == null) {
            return Principal.NOBODY;
        }
        return new Principal(
                text.value(), roles, attributes instanceof Value.Fields fields ? fields.values() : Map.of());
    }

    private static @Nullable Value find(Struct metadata, @Nullable FieldPath path) {
        return path == null ? null : StructValues.find(metadata, path.segments(), 0);
    }

    /** Roles in a list, or as words of one text as OAuth scopes come; {@code null} when they are neither. */
    private static @Nullable List<String> roles(@Nullable Value value) {
        List<String> roles = new ArrayList<>();
        if (value instanceof Value.Text words) {
            for (String word : words.value().split(" ", -1)) {
                if (!word.isEmpty()) {
                    roles.add(word);
                }
            }
            return roles;
        }
        if (value instanceof Value.Items items) {
            for (Value item : items.values()) {
                if (!(item instanceof Value.Text role)) {
                    return null;
                }
                roles.add(role.value());
            }
            return roles;
        }
        return value == null ? roles : null;
    }
}
