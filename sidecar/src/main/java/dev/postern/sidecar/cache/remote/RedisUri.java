package dev.postern.sidecar.cache.remote;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: {@code redis://host:port/database}, {@code rediss://} with TLS, {@code redis-socket:///path},
 * {@code redis-sentinel://host:port,host:port/database#master}, {@code redis-cluster://host:port,host:port} and
 * {@code rediss-cluster://}. Names and passwords do not belong into it.
 *
 * @param text as written
 */
public record RedisUri(String text) {

    private static final Pattern CLUSTER = Pattern.compile("redis(s?)-cluster://([^/@?#]+)/?");

    /** The place that {@code text} names, or {@code null} when it names none. */
    public static @Nullable RedisUri parse(String text) {
        RedisUri uri = new RedisUri(text);
        try {
            return text.indexOf('@') < 0 && !uri.nodes().isEmpty() ? uri : null;
        } catch (IllegalArgumentException noUri) {
            return null;
        }
    }

    /** Whether it is a cluster, and its nodes only some of it. */
    boolean isCluster() {
        return CLUSTER.matcher(text).matches();
    }

    /** One to speak to; of a cluster each that was named. New with each call, since they can be changed. */
    List<RedisURI> nodes() {
        Matcher cluster = CLUSTER.matcher(text);
        if (!cluster.matches()) {
            return List.of(RedisURI.create(text));
        }
        String scheme = "redis" + cluster.group(1) + "://";
        List<RedisURI> nodes = new ArrayList<>();
        for (String node : cluster.group(2).split(",", -1)) {
            nodes.add(RedisURI.create(scheme + node));
        }
        return nodes;
    }

    @Override
    public String toString() {
        return text;
    }
}
