package dev.postern.sidecar.identity;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a principal of the claims of a token, as its issuer's configuration has it. */
final class JwtClaims {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_ID = 1024;

    private JwtClaims() {}

    /** The principal, or {@code null} when the claims do not name one, or hold roles that are none. */
    static @Nullable Principal principal(Map<String, Object> claims, JwtIssuer issuer) {
        List<String> roles = roles(find(claims, issuer.roles()));
        if (!(find(claims, issuer.id()) instanceof String name) || !isFit(name) || roles == null) {
            return null;
        }
        Map<String, Value> attributes = new HashMap<>();
        issuer.attributes().forEach((attribute, path) -> {
            Value value = value(find(claims, path), 0);
            if (value != null) {
                attributes.put(attribute, value);
            }
        });
        attributes.put("issuer", new Value.Text(issuer.name()));
        return new Principal(issuer.prefix() + name, roles, attributes);
    }

    private static boolean isFit(String name) {
        return !name.isEmpty() && name.length() <= MAX_ID && name.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable Object find(Map<String, Object> claims, @Nullable FieldPath path) {
        Object found = path == null ? null : claims;
        for (String segment : path == null ? List.<String>of() : path.segments()) {
            found = found instanceof Map<?, ?> inner ? inner.get(segment) : null;
        }
        return found;
    }

    /** Roles in a list, or as words of one text as OAuth scopes come; {@code null} when they are neither. */
    private static @Nullable List<String> roles(@Nullable Object claim) {
        List<String> roles = new ArrayList<>();
        if (claim instanceof String words) {
            for (String word : words.split(" ", -1)) {
                if (!word.isEmpty()) {
                    roles.add(word);
                }
            }
            return roles;
        }
        if (claim instanceof List<?> items) {
            for (Object item : items) {
                if (!(item instanceof String role)) {
                    return null;
                }
                roles.add(role);
            }
            return roles;
        }
        return claim == null ? roles : null;
    }

    private static @Nullable Value value(@Nullable Object claim, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (claim instanceof String text) {
            return new Value.Text(text);
        }
        if (claim instanceof Boolean bool) {
            return Value.Bool.of(bool);
        }
        if (claim instanceof Long || claim instanceof Integer) {
            return new Value.Int(((Number) claim).longValue());
        }
        if (claim instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new Value.Real(number.doubleValue()) : null;
        }
        if (claim instanceof List<?> items) {
            List<Value> values = new ArrayList<>();
            for (Object item : items) {
                Value value = value(item, depth + 1);
                values.add(value == null ? Value.Null.NULL : value);
            }
            return new Value.Items(values);
        }
        return claim instanceof Map<?, ?> fields ? fields(fields, depth) : null;
    }

    private static Value fields(Map<?, ?> claim, int depth) {
        Map<String, Value> fields = new HashMap<>();
        claim.forEach((name, inner) -> {
            Value value = value(inner, depth + 1);
            fields.put(String.valueOf(name), value == null ? Value.Null.NULL : value);
        });
        return new Value.Fields(fields);
    }
}
