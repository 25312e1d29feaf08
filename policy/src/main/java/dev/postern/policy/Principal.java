package dev.postern.policy;

import java.util.List;
import java.util.Map;

/**
 * Who asks.
 *
 * @param id empty when nobody is known
 * @param roles in the order given
 * @param attributes further facts about them
 */
public record Principal(String id, List<String> roles, Map<String, Value> attributes) {

    public static final Principal NOBODY = new Principal("", List.of(), Map.of());

    public Principal {
        roles = List.copyOf(roles);
        attributes = Map.copyOf(attributes);
    }

    public static Principal of(String id) {
        return id.isEmpty() ? NOBODY : new Principal(id, List.of(), Map.of());
    }
}
