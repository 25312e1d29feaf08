package dev.postern.sidecar.cache.remote;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to Redis, whatever its shape: one server, one that sentinels name, or a cluster. Speaks RESP3; nothing
 * waits for a connection that is not there. Thread-safe.
 */
final class Dialer implements AutoCloseable {

    private static final int THREADS = 2;
    /** Commands of one connection that may wait for their answers, those whose callers have given up among them. */
    private static final int QUEUE = 4_096;

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** How often a cluster is asked who holds what, besides whenever it says that something has moved. */
    private static final Duration TOPOLOGY = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final List<RedisURI> nodes;
    private final boolean isCluster;
    private final ClientResources resources;
    private final AbstractRedisClient steady;
    private final AbstractRedisClient once;

    /**
     * A dialer.
     *
     * @param password empty for none
     */
    Dialer(RedisUri uri, String user, char[] password, RedisConfig.Tls tls) {
        this.nodes = uri.nodes();
        this.isCluster = uri.isCluster();
        for (RedisURI node : nodes) {
            authenticate(node, user, password);
            node.setTimeout(CONNECT);
            node.setClientName("postern");
        }
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .reconnectDelay(Delay.fullJitter(Duration.ZERO, LONGEST_PAUSE, 10, TimeUnit.MILLISECONDS))
                .build();
        this.steady = client(tls, true);
        this.once = client(tls, false);
    }

    /** Opens a connection that is opened again by itself whenever it is lost. */
    CompletionStage<? extends StatefulConnection<byte[], byte[]>> openSteady() {
        return open(steady);
    }

    /** Opens a connection to whichever server holds {@code key}; when it is lost it stays so. */
    CompletionStage<StatefulRedisConnection<byte[], byte[]>> openOnce(byte[] key) {
        if (once instanceof RedisClusterClient client) {
            return openAll(client)
                    .thenCompose(cluster -> cluster.getConnectionAsync(cluster.getPartitions()
                            .getPartitionBySlot(SlotHash.getSlot(key))
                            .getNodeId()));
        }
        return ((RedisClient) once).connectAsync(ByteArrayCodec.INSTANCE, nodes.get(0));
    }

    /** The commands of a connection that {@link #openSteady} has opened. */
    static RedisClusterAsyncCommands<byte[], byte[]> commands(StatefulConnection<byte[], byte[]> connection) {
        return connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster
                ? cluster.async()
                : ((StatefulRedisConnection<byte[], byte[]>) connection).async();
    }

    /** Ends every connection. */
    @Override
    public void close() {
        steady.shutdown(Duration.ZERO, CONNECT);
        once.shutdown(Duration.ZERO, CONNECT);
        resources.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(CONNECT.toMillis());
    }

    private CompletionStage<? extends StatefulConnection<byte[], byte[]>> open(AbstractRedisClient client) {
        return client instanceof RedisClusterClient cluster
                ? openAll(cluster)
                : ((RedisClient) client).connectAsync(ByteArrayCodec.INSTANCE, nodes.get(0));
    }

    /** A client that has not asked who holds what yet does not connect. */
    private static CompletionStage<StatefulRedisClusterConnection<byte[], byte[]>> openAll(RedisClusterClient client) {
        return client.refreshPartitionsAsync().thenCompose(known -> client.connectAsync(ByteArrayCodec.INSTANCE));
    }

    private AbstractRedisClient client(RedisConfig.Tls tls, boolean reconnect) {
        if (isCluster) {
            RedisClusterClient client = RedisClusterClient.create(resources, nodes);
            ClusterTopologyRefreshOptions refresh = ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(TOPOLOGY)
                    .build();
            client.setOptions(ClusterClientOptions.builder(options(tls, reconnect))
                    .topologyRefreshOptions(refresh)
                    .build());
            return client;
        }
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options(tls, reconnect));
        return client;
    }

    private static ClientOptions options(RedisConfig.Tls tls, boolean reconnect) {
        return ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP3)
                .autoReconnect(reconnect)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(true)
                        .build())
                .sslOptions(ssl(tls))
                .build();
    }

    private static SslOptions ssl(RedisConfig.Tls tls) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
        Path authorities = tls.authorities();
        if (authorities != null) {
            ssl.trustManager(authorities.toFile());
        }
        Path certificate = tls.certificate();
        Path key = tls.key();
        if (certificate != null && key != null) {
            ssl.keyManager(certificate.toFile(), key.toFile(), new char[0]);
        }
        return ssl.build();
    }

    private static void authenticate(RedisURI node, String user, char[] password) {
        if (password.length == 0) {
            return;
        }
        if (user.isEmpty()) {
            node.setAuthentication(password);
        } else {
            node.setAuthentication(user, password);
        }
        for (RedisURI sentinel : node.getSentinels()) {
            sentinel.setTimeout(CONNECT);
        }
    }
}
