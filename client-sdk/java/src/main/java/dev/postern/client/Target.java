package dev.postern.client;

import java.nio.file.Path;

/** Where a sidecar listens. */
public sealed interface Target {

    /** A TCP listener. */
    record Tcp(String host, int port) implements Target {}

    /** A Unix socket; Linux only. */
    record Unix(Path path) implements Target {}

    /**
     * Reads {@code host:port}, {@code [ipv6]:port} or {@code unix:/path}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    static Target parse(String text) {
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length()).replaceFirst("^//+", "/");
            if (path.isEmpty()) {
                throw new IllegalArgumentException("target '" + text + "' names no socket, expected unix:/path");
            }
            return new Unix(Path.of(path));
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        int port = colon < 0 ? -1 : port(text.substring(colon + 1));
        if (host.isEmpty() || port < 1) {
            throw new IllegalArgumentException("target '" + text + "' is no address, expected host:port or unix:/path");
        }
        return new Tcp(host, port);
    }

    private static int port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        return port <= 65_535 ? port : -1;
    }
}
