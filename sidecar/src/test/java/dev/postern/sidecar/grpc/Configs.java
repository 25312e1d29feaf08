package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.ListenerConfig;

/** Listener settings that differ in one thing. */
final class Configs {

    private Configs() {}

    static ListenerConfig withStreams(ListenerConfig config, int maxStreams) {
        return capped(config, config.maxConnections(), maxStreams);
    }

    static ListenerConfig withConnections(ListenerConfig config, int maxConnections) {
        return capped(config, maxConnections, config.maxStreams());
    }

    private static ListenerConfig capped(ListenerConfig config, int maxConnections, int maxStreams) {
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
                config.keepAlivePermit(),
                config.maxIdle(),
                config.maxAge(),
                config.maxAgeGrace(),
                config.reflection(),
                config.channelz());
    }
}
