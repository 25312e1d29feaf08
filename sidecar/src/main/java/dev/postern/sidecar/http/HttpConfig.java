package dev.postern.sidecar.http;

import java.time.Duration;

/**
 * Where the HTTP listener listens and how much it bears.
 *
 * @param enabled whether it listens at all
 * @param host address to bind; a kubelet cannot reach loopback, so in a pod this is the pod's address or 0.0.0.0
 * @param port 0 picks a free one
 * @param maxConnections open at once; further ones are closed at once
 * @param maxHeaderBytes of the request line and, again, of all headers
 * @param timeout for a whole request to arrive, for an answer to be taken, and for an idle connection to be kept
 */
public record HttpConfig(
        boolean enabled, String host, int port, int maxConnections, int maxHeaderBytes, Duration timeout) {

    public static final HttpConfig DEFAULTS = new HttpConfig(true, "127.0.0.1", 8182, 64, 8192, Duration.ofSeconds(10));

    public HttpConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", expected 0 to 65535");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + ", expected at least 1");
        }
        if (maxHeaderBytes < 256) {
            throw new IllegalArgumentException("maxHeaderBytes is " + maxHeaderBytes + ", expected at least 256");
        }
        if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("timeout is " + timeout + ", expected at least a millisecond");
        }
    }
}
