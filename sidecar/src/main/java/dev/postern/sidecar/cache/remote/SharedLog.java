package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A log that a fleet shares: a Redis stream of authentic records, and beside it the name of its generation, which whoever
 * finds records missing replaces by a new one, so that everybody notices. One thread reads, which may wait on a connection
 * of its own; any thread appends, on the connection of the remote tier.
 */
final class SharedLog implements AutoCloseable {

    private static final byte[] FIELD = {'r'};
    private static final int BATCH = 1_000;

    private final String name;
    private final byte[] stream;
    private final byte[] generationKey;
    private final RecordFrame frames;
    private final ReadingConnection reading;
    private final Link link;
    private final RandomGenerator random;

    private @Nullable String generation;

    /**
     * A log.
     *
     * @param name of the stream in Redis
     * @param alarm told at once, on any thread, when records may have been lost or may be missed
     */
    SharedLog(String name, MacKeys keys, Dialer dialer, Link link, RandomGenerator random, Runnable alarm) {
        this.name = name;
        this.stream = name.getBytes(UTF_8);
        // In a cluster the part in braces says who holds a key: both are held by one server.
        this.generationKey = ("{" + name + "}:generation").getBytes(UTF_8);
        this.frames = new RecordFrame(keys, name);
        this.reading = new ReadingConnection(name, () -> dialer.openOnce(stream), generationKey, alarm);
        this.link = link;
        this.random = random;
    }

    /** What was read. */
    sealed interface Batch {

        /**
         * Records after the place asked for.
         *
         * @param end where the next read goes on
         * @param last whether there was nothing after them
         * @param forged how many more there were that are not authentic
         */
        record Records(List<Placed> records, Position end, boolean last, int forged) implements Batch {}

        /** Records that were there are gone; what is there now is another log, to be read from its start. */
        record Lost() implements Batch {}
    }

    /** A record in its place. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Placed(Position at, byte[] bytes) {}

    /**
     * Reads what is after {@code position}, waiting for it at most {@code wait}. Nothing at all also says something: that
     * there was nothing when the call began.
     */
    Batch read(Position position, Duration wait) throws IOException, InterruptedException {
        RedisAsyncCommands<byte[], byte[]> redis = reading.commands();
        if (isLost(redis, position)) {
            return new Batch.Lost();
        }
        List<StreamMessage<byte[], byte[]>> messages =
                reading.await(xread(redis, position, wait), wait.plus(ReadingConnection.PATIENCE));
        return records(messages, position);
    }

    /**
     * Appends a record behind all others.
     *
     * @param after a place that the record's must be behind as well
     * @param life how long records are kept at least, {@code null} for ever
     * @return its place
     */
    Position append(byte[] record, Position after, @Nullable Duration life) throws IOException, InterruptedException {
        RedisClusterAsyncCommands<byte[], byte[]> redis = linked();
        Map<byte[], byte[]> body = Map.of(FIELD, frames.write(record));
        XAddArgs trim = new XAddArgs();
        if (life != null) {
            trim.minId(Math.max(0, after.millis() - life.toMillis()) + "-0").approximateTrimming();
        }
        Position at = placed(redis.xadd(stream, trim, body));
        if (at.compareTo(after) <= 0) {
            // Redis is new and its clock is behind: from here on places go on from where they were.
            at = placed(redis.xadd(stream, new XAddArgs().id(after.next().toString()), body));
        }
        return at;
    }

    /** Drops the oldest records when there are more than {@code most}, which makes what is left another log. */
    void bound(long most) throws IOException, InterruptedException {
        RedisClusterAsyncCommands<byte[], byte[]> redis = linked();
        Long size = reading.await(redis.xlen(stream), ReadingConnection.PATIENCE);
        if (size != null && size > most) {
            reading.await(redis.xtrim(stream, 1), ReadingConnection.PATIENCE);
            reading.await(redis.set(generationKey, fresh()), ReadingConnection.PATIENCE);
        }
    }

    /**
     * Takes records out, but never the newest, by which readers know that none is missing. They miss nothing else.
     *
     * @return how many were taken out
     */
    int remove(RecordRemoval.Rule rule) throws IOException, InterruptedException {
        return new RecordRemoval(stream, frames, reading, linked()).remove(rule);
    }

    @Override
    public void close() {
        reading.close();
    }

    @SuppressWarnings("unchecked") // an array of one
    private CompletionStage<List<StreamMessage<byte[], byte[]>>> xread(
            RedisAsyncCommands<byte[], byte[]> redis, Position position, Duration wait) {
        return redis.xread(
                XReadArgs.Builder.block(Math.max(1, wait.toMillis())).count(BATCH),
                XReadArgs.StreamOffset.from(stream, position.toString()));
    }

    private boolean isLost(RedisAsyncCommands<byte[], byte[]> redis, Position position)
            throws IOException, InterruptedException {
        String found = generation(redis);
        if (generation != null && !generation.equals(found)) {
            generation = found;
            return true;
        }
        generation = found;
        if (end(redis).compareTo(position) < 0) {
            renew(redis);
            return true;
        }
        return false;
    }

    private String generation(RedisAsyncCommands<byte[], byte[]> redis) throws IOException, InterruptedException {
        byte[] found = reading.await(redis.get(generationKey), ReadingConnection.PATIENCE);
        if (found == null) {
            reading.await(redis.set(generationKey, fresh(), SetArgs.Builder.nx()), ReadingConnection.PATIENCE);
            found = reading.await(redis.get(generationKey), ReadingConnection.PATIENCE);
        }
        return found == null ? "" : new String(found, UTF_8);
    }

    private void renew(RedisAsyncCommands<byte[], byte[]> redis) throws IOException, InterruptedException {
        byte[] fresh = fresh();
        reading.await(redis.set(generationKey, fresh), ReadingConnection.PATIENCE);
        generation = new String(fresh, UTF_8);
    }

    private byte[] fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).getBytes(UTF_8);
    }

    private RedisClusterAsyncCommands<byte[], byte[]> linked() throws IOException {
        StatefulConnection<byte[], byte[]> now = link.connection();
        if (now == null) {
            throw new IOException("no connection to redis");
        }
        return Dialer.commands(now);
    }

    /** Where the stream ends. */
    private Position end(RedisAsyncCommands<byte[], byte[]> redis) throws IOException, InterruptedException {
        List<StreamMessage<byte[], byte[]>> newest =
                reading.await(redis.xrevrange(stream, Range.unbounded(), Limit.from(1)), ReadingConnection.PATIENCE);
        return newest == null || newest.isEmpty()
                ? Position.START
                : position(newest.get(0).getId());
    }

    private Batch records(@Nullable List<StreamMessage<byte[], byte[]>> messages, Position position)
            throws IOException {
        if (messages == null || messages.isEmpty()) {
            return new Batch.Records(List.of(), position, true, 0);
        }
        List<Placed> records = new ArrayList<>(messages.size());
        for (StreamMessage<byte[], byte[]> message : messages) {
            byte[] record = frames.read(message);
            if (record != null) {
                records.add(new Placed(position(message.getId()), record));
            }
        }
        Position end = position(messages.get(messages.size() - 1).getId());
        return new Batch.Records(records, end, messages.size() < BATCH, messages.size() - records.size());
    }

    private Position placed(CompletionStage<String> added) throws IOException, InterruptedException {
        String id = reading.await(added, ReadingConnection.PATIENCE);
        if (id == null) {
            throw new IOException("redis did not say where in " + name + " a record is");
        }
        return position(id);
    }

    private Position position(String id) throws IOException {
        Position position = Position.parse(id);
        if (position == null) {
            throw new IOException("redis calls a record of " + name + " " + id);
        }
        return position;
    }
}
