package dev.postern.policy;

import dev.postern.ccl.ResourcePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The names a destination goes by. The resource of an {@code egress} action begins with {@code host:port}; a rule may
 * leave the port out, and write {@code *.example.com} for every name below {@code example.com}.
 */
final class HostNames {

    /** The actions whose resource is a destination. */
    private static final Set<String> ACTIONS = Set.of("egress.connect", "egress.send", "egress.redact");

    private HostNames() {}

    /** What a pattern may have as its first segment, other than that of the resource itself, to match the check. */
    static List<String> of(Check check) {
        if (!ACTIONS.contains(check.action())) {
            return List.of();
        }
        String resource = check.resource();
        int from = 0;
        while (from < resource.length() && resource.charAt(from) == '/') {
            from++;
        }
        int to = resource.indexOf('/', from);
        return of(resource.substring(from, to < 0 ? resource.length() : to));
    }

    /** Whether a resource pattern stands for the resource of a check. */
    static boolean matches(ResourcePattern pattern, Check check) {
        if (pattern.matches(check.resource())) {
            return true;
        }
        String resource = check.resource();
        int slash = resource.indexOf('/', 1);
        String path = slash < 0 ? "" : resource.substring(slash);
        return of(check).stream().anyMatch(name -> pattern.matches("/" + name + path));
    }

    private static List<String> of(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean ported = colon > hostAndPort.lastIndexOf(']') && colon > 0;
        String host = ported ? hostAndPort.substring(0, colon) : hostAndPort;
        String port = ported ? hostAndPort.substring(colon) : "";
        List<String> names = new ArrayList<>();
        if (ported) {
            names.add(host);
        }
        if (host.startsWith("[") || isAddress(host)) {
            return names;
        }
        for (int dot = host.indexOf('.'); dot > 0; dot = host.indexOf('.', dot + 1)) {
            names.add("*" + host.substring(dot));
            if (ported) {
                names.add("*" + host.substring(dot) + port);
            }
        }
        return names;
    }

    /** The last label of a name never begins with a digit. */
    private static boolean isAddress(String host) {
        int last = host.lastIndexOf('.') + 1;
        return last < host.length() && Character.isDigit(host.charAt(last));
    }
}
