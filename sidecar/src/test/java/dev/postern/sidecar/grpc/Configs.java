package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.ListenerConfig;
import java.time.Duration;

/** Listener settings that differ in one thing. */
final class Configs {

    private Configs() {}

    static ListenerConfig withStreams(ListenerConfig config, int maxStreams) {
        return with(config, config.maxConnections(), maxStreams, config.keepAlivePermit(), config.channelz());
    }

    static ListenerConfig withConnections(ListenerConfig config, int maxConnections) {
        return with(config, maxConnections, config.maxStreams(), config.keepAlivePermit(), config.channelz());
    }

    static ListenerConfig withKeepAlivePermit(ListenerConfig config, Duration permit) {
        return with(config, config.maxConnections(), config.maxStreams(), permit, config.channelz());
    }

    static ListenerConfig withChannelz(ListenerConfig config) {
        return with(config, config.maxConnections(), config.maxStreams(), config.keepAlivePermit(), true);
    }

    private static ListenerConfig with(
            ListenerConfig config, int maxConnections, int maxStreams, Duration keepAlivePermit, boolean channelz) {
        return new ListenerConfig(
                config.address(),
                config.socketMode(),
                config.tls(),
                config.trustAsserted(),
                config.maxMessage(),
                config.maxReceive(),
                config.maxHeaders(),
                maxConnections,
                maxStreams,
                config.flowControlWindow(),
                keepAlivePermit,
                config.maxIdle(),
                config.maxAge(),
                config.maxAgeGrace(),
                config.reflection(),
                channelz);
    }
}
