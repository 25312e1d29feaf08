package dev.postern.sidecar.envoy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names the action and resource of HTTP requests: by the first route that matches, else by method and path. */
final class RouteTable {

    private static final List<String> COMMON_METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final String actionPrefix;
    private final Map<String, String> commonActions;
    private final List<Entry> entries;

    RouteTable(String actionPrefix, List<EnvoyConfig.Route> routes) {
        this.actionPrefix = actionPrefix;
        this.commonActions = COMMON_METHODS.stream()
                .collect(Collectors.toUnmodifiableMap(
                        method -> method, method -> actionPrefix + method.toLowerCase(Locale.ROOT)));
        this.entries = routes.stream().map(Entry::of).toList();
    }

    /**
     * What a request is called.
     *
     * @param captures what the route's path captured
     */
    record Named(String action, String resource, Map<String, String> captures) {}

    /** Refuses a route that cannot work, by an {@link IllegalArgumentException} that says why. */
    static void validate(String path, @Nullable String action, @Nullable String resource) {
        Entry.wordings(PathPattern.parse(path), action, resource);
    }

    /** The action of a method that no route names, or {@code null} when the method is none. */
    @Nullable
    String defaultAction(String method) {
        String common = commonActions.get(method);
        if (common != null || !isWord(method)) {
            return common;
        }
        return actionPrefix + method.toLowerCase(Locale.ROOT);
    }

    /**
     * What the request is called, or {@code null} when what its path captured cannot be part of an action.
     *
     * @param action the default one
     * @param path canonical
     */
    @Nullable
    Named name(String method, String action, String host, String path) {
        if (!entries.isEmpty()) {
            String[] segments = PathPattern.split(path);
            for (Entry entry : entries) {
                Map<String, String> captures = entry.match(method, host, segments);
                if (captures != null) {
                    return entry.name(captures, new Named(action, path, captures), method, host);
                }
            }
        }
        return new Named(action, path, Map.of());
    }

    /** Whether {@code text} can be one segment of an action. */
    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (!Character.isLetterOrDigit(c) && c != '-' && c != '_')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private record Entry(
            Set<String> methods,
            String host,
            PathPattern path,
            @Nullable Wording action,
            @Nullable Wording resource) {

        static Entry of(EnvoyConfig.Route route) {
            PathPattern path = PathPattern.parse(route.path());
            Wordings wordings = wordings(path, route.action(), route.resource());
            return new Entry(
                    route.methods(), route.host().toLowerCase(Locale.ROOT), path, wordings.action, wordings.resource);
        }

        private record Wordings(
                @Nullable Wording action, @Nullable Wording resource) {}

        static Wordings wordings(PathPattern path, @Nullable String action, @Nullable String resource) {
            List<String> known = new ArrayList<>(path.names(false));
            known.add("method");
            Wording actionWording = action == null ? null : Wording.parse(action, known);
            known.addAll(path.names(true));
            known.addAll(List.of("host", "path"));
            return new Wordings(actionWording, resource == null ? null : Wording.parse(resource, known));
        }

        @Nullable
        Map<String, String> match(String method, String host, String[] segments) {
            boolean candidate = (methods.isEmpty() || methods.contains(method)) && covers(host);
            return candidate ? path.match(segments) : null;
        }

        private boolean covers(String name) {
            return host.isEmpty() || (host.startsWith("*.") ? name.endsWith(host.substring(1)) : name.equals(host));
        }

        @Nullable
        Named name(Map<String, String> captures, Named unnamed, String method, String host) {
            Map<String, String> values = new HashMap<>(captures);
            values.put("method", method.toLowerCase(Locale.ROOT));
            values.put("host", host);
            values.put("path", unnamed.resource);
            if (action != null) {
                for (String name : action.names()) {
                    if (!isWord(values.getOrDefault(name, ""))) {
                        return null;
                    }
                }
            }
            return new Named(
                    action == null ? unnamed.action : action.render(values),
                    resource == null ? unnamed.resource : resource.render(values),
                    captures);
        }
    }
}
