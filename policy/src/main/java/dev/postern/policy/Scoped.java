package dev.postern.policy;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A setting that holds for the actions and resources it names; in a list the first that matches counts. */
public record Scoped<T>(ActionPattern action, ResourcePattern resource, T value) {

    public boolean covers(String action, String resource) {
        return this.action.matches(action) && this.resource.matches(resource);
    }

    /** The value of the first scope that covers the pair, or {@code null}. */
    public static <T> @Nullable T first(List<Scoped<T>> scopes, String action, String resource) {
        for (Scoped<T> scope : scopes) {
            if (scope.covers(action, resource)) {
                return scope.value();
            }
        }
        return null;
    }
}
