package dev.postern.sidecar.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a listener listens. */
public sealed interface ListenAddress {

    /** Whether only processes of this host can reach it. */
    boolean isLocal();

    /** A TCP address; port 0 takes any free one. */
    record Tcp(InetSocketAddress address) implements ListenAddress {
        @Override
        public boolean isLocal() {
            return address.getAddress().isLoopbackAddress();
        }

        @Override
        public String toString() {
            String host = address.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
        }
    }

    /** A Unix domain socket. */
    record Unix(Path path) implements ListenAddress {

        static final String SCHEME = "unix:";
        /** What {@code sun_path} holds, without the closing NUL. */
        static final int MAX_PATH_BYTES = 107;

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return SCHEME + path;
        }
    }

    /**
     * Reads {@code 127.0.0.1:8181}, {@code [::1]:8181}, {@code localhost:8181} or {@code unix:/run/postern.sock}.
     *
     * @throws IllegalArgumentException that says what was expected
     */
    static ListenAddress parse(String text) {
        return text.startsWith(Unix.SCHEME) ? unix(text.substring(Unix.SCHEME.length())) : tcp(text);
    }

    private static Unix unix(String path) {
        if (!path.startsWith("/") || path.getBytes(StandardCharsets.UTF_8).length > Unix.MAX_PATH_BYTES) {
            throw new IllegalArgumentException(
                    "socket path \"%s\" is not usable, expected an absolute path of at most %d bytes"
                            .formatted(path, Unix.MAX_PATH_BYTES));
        }
        return new Unix(Path.of(path));
    }

    private static Tcp tcp(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (host.indexOf(':') >= 0 && !bracketed)) {
            throw unreadable(text);
        }
        try {
            return new Tcp(
                    new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(text.substring(colon + 1))));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "address \"%s\" cannot be listened on, expected host:port, [ipv6]:port or unix:/path".formatted(text));
    }
}
