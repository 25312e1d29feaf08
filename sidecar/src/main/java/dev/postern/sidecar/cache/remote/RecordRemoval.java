package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes records out of a stream from its start to its end, a batch at a time. */
final class RecordRemoval {

    private static final int BATCH = 1_000;

    private final byte[] stream;
    private final RecordFrame frames;
    private final ReadingConnection replies;
    private final RedisClusterAsyncCommands<byte[], byte[]> redis;

    RecordRemoval(
            byte[] stream,
            RecordFrame frames,
            ReadingConnection replies,
            RedisClusterAsyncCommands<byte[], byte[]> redis) {
        this.stream = stream;
        this.frames = frames;
        this.replies = replies;
        this.redis = redis;
    }

    /** Which records may go. */
    @FunctionalInterface
    interface Rule {

        /**
         * Whether a record may go.
         *
         * @param now by the clock of Redis, in seconds since the epoch
         */
        boolean permits(byte[] record, long now);
    }

    /** Takes out what may go, except for the newest record; how many that were. */
    int remove(Rule rule) throws IOException, InterruptedException {
        long now = now();
        int removed = 0;
        Range<String> rest = Range.unbounded();
        while (true) {
            List<StreamMessage<byte[], byte[]>> messages =
                    replies.await(redis.xrange(stream, rest, Limit.from(BATCH)), ReadingConnection.PATIENCE);
            if (messages == null || messages.size() < 2) {
                return removed;
            }
            int last = messages.size() - 1;
            removed += remove(messages.subList(0, last), rule, now);
            // It is looked at again as the first of the next, unless it is the newest.
            rest = Range.create(messages.get(last).getId(), "+");
        }
    }

    private int remove(List<StreamMessage<byte[], byte[]>> messages, Rule rule, long now)
            throws IOException, InterruptedException {
        List<String> over = new ArrayList<>();
        for (StreamMessage<byte[], byte[]> message : messages) {
            byte[] record = frames.read(message);
            if (record != null && rule.permits(record, now)) {
                over.add(message.getId());
            }
        }
        if (over.isEmpty()) {
            return 0;
        }
        Long removed = replies.await(redis.xdel(stream, over.toArray(String[]::new)), ReadingConnection.PATIENCE);
        return removed == null ? 0 : removed.intValue();
    }

    private long now() throws IOException, InterruptedException {
        List<byte[]> time = replies.await(redis.time(), ReadingConnection.PATIENCE);
        if (time == null || time.isEmpty()) {
            throw new IOException("redis does not tell the time");
        }
        return Long.parseLong(new String(time.get(0), US_ASCII));
    }
}
