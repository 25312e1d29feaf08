package dev.postern.sidecar.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC listener. Sizes are in bytes.
 *
 * @param address where it listens
 * @param socketMode permission bits of a Unix socket, such as {@code 0660}
 * @param tls {@code null} for plain text
 * @param trustAsserted whether callers may say who the principal is; {@code null} means exactly on addresses that only
 *     this host can reach
 * @param maxMessage a larger request is denied {@code input.too_large}
 * @param maxReceive a larger request is cut off with an RPC error before it is held in memory; at least
 *     {@code maxMessage}
 * @param maxHeaders of one call's header list
 * @param maxConnections further connections are closed at once
 * @param maxStreams concurrent calls of one connection
 * @param flowControlWindow of HTTP/2
 * @param keepAlivePermit how often a client may ping, with calls or without; more often is answered with GOAWAY
 * @param maxIdle after which a connection without calls is closed
 * @param maxAge after which a connection is asked to go; calls then have {@code maxAgeGrace} to end
 * @param maxAgeGrace see {@code maxAge}
 * @param reflection whether the listener describes its services
 * @param channelz whether the listener answers what it and its sockets do
 */
public record ListenerConfig(
        ListenAddress address,
        int socketMode,
        @Nullable TlsConfig tls,
        @Nullable Boolean trustAsserted,
        int maxMessage,
        int maxReceive,
        int maxHeaders,
        int maxConnections,
        int maxStreams,
        int flowControlWindow,
        Duration keepAlivePermit,
        Duration maxIdle,
        Duration maxAge,
        Duration maxAgeGrace,
        boolean reflection,
        boolean channelz) {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /** Checks on the loopback address. */
    public static final ListenerConfig DEFAULTS = new ListenerConfig(
            ListenAddress.parse("127.0.0.1:8181"),
            0660,
            null,
            null,
            4 * MIB,
            16 * MIB,
            32 * KIB,
            1_024,
            1_000,
            MIB,
            Duration.ofSeconds(10),
            Duration.ofMinutes(30),
            Duration.ofDays(1),
            Duration.ofSeconds(30),
            false,
            false);

    public ListenerConfig {
        if (maxReceive < maxMessage) {
            throw new IllegalArgumentException(
                    "max receive is %d, expected at least max message, %d".formatted(maxReceive, maxMessage));
        }
    }

    /** The admin listener on a socket that only its owner can open. */
    public static ListenerConfig admin(ListenAddress address) {
        return new ListenerConfig(
                address,
                0600,
                null,
                null,
                MIB,
                MIB,
                DEFAULTS.maxHeaders,
                64,
                64,
                DEFAULTS.flowControlWindow,
                DEFAULTS.keepAlivePermit,
                DEFAULTS.maxIdle,
                DEFAULTS.maxAge,
                DEFAULTS.maxAgeGrace,
                true,
                false);
    }

    /** Whether callers of this listener may say who the principal is. */
    public boolean trustsAsserted() {
        return trustAsserted == null ? address.isLocal() : trustAsserted;
    }

    /** This listener elsewhere. */
    public ListenerConfig at(ListenAddress elsewhere) {
        return with(elsewhere, tls);
    }

    /** This listener with TLS. */
    public ListenerConfig with(TlsConfig secured) {
        return with(address, secured);
    }

    private ListenerConfig with(ListenAddress where, @Nullable TlsConfig security) {
        return new ListenerConfig(
                where,
                socketMode,
                security,
                trustAsserted,
                maxMessage,
                maxReceive,
                maxHeaders,
                maxConnections,
                maxStreams,
                flowControlWindow,
                keepAlivePermit,
                maxIdle,
                maxAge,
                maxAgeGrace,
                reflection,
                channelz);
    }
}
