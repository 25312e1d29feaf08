package dev.postern.sidecar.cache.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.RevocationTable;
import dev.postern.sidecar.revocation.RevocationFeed;
import dev.postern.sidecar.revocation.RevocationReader;
import dev.postern.sidecar.revocation.RevocationView;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one sidecar revokes counts in all of them, whatever Redis loses. */
class SharedRevocationsIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration BOUND = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final List<FleetMember> members = new ArrayList<>();
    private final List<RevocationReader> readers = new ArrayList<>();
    private TestRedis redis;
    private RedisClient client;
    private RedisCommands<String, String> operator;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start(directory);
        client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        operator = client.connect().sync();
    }

    @AfterEach
    void stop() throws Exception {
        readers.forEach(RevocationReader::close);
        members.forEach(FleetMember::close);
        client.shutdown();
        redis.close();
    }

    @Test
    void anActReachesEveryMemberAndThoseWhoJoinLater() throws Exception {
        FleetMember first = member();
        RevocationView there = view(member());
        RevocationFeed feed = first.fleet().revocations();
        feed.append(new Revocation.OfAll(10));
        feed.append(new Revocation.OfAll(20));
        await().atMost(SOON).until(() -> there.epoch() == 2 && !there.isStale());
        RevocationView late = view(member());
        await().atMost(SOON).until(() -> late.epoch() == 2 && !late.isStale());
    }

    @Test
    void membersPutBackWhatRedisHasLost() throws Exception {
        FleetMember first = member();
        RevocationView here = view(first);
        first.fleet().revocations().append(new Revocation.OfAll(10));
        await().atMost(SOON).until(() -> here.epoch() == 1 && !here.isStale());
        operator.flushall();
        await().atMost(SOON).until(() -> operator.xlen("postern:1:revocations") == 1);
        RevocationView late = view(member());
        await().atMost(SOON).until(() -> late.epoch() == 1 && !late.isStale());
        await().atMost(SOON).until(() -> !here.isStale());
    }

    @Test
    void theViewIsStaleWhileRedisIsAway() throws Exception {
        RevocationView here = view(member());
        await().atMost(SOON).until(() -> !here.isStale());
        redis.stop();
        await().atMost(SOON).until(here::isStale);
        redis.restart();
        await().atMost(SOON).until(() -> !here.isStale());
    }

    @Test
    void actsOfStrangersCountForNothing() throws Exception {
        operator.xadd("postern:1:revocations", Map.of("r", "all 10"));
        FleetMember first = member();
        RevocationView here = view(first);
        first.fleet().revocations().append(new Revocation.OfAll(10));
        await().atMost(SOON).until(() -> here.epoch() == 1 && !here.isStale());
        assertThat(here.epoch()).isEqualTo(1);
    }

    @Test
    void whatIsSettledIsTakenOutOfTheStreamAndReadersMissNothing() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        FleetMember first = member();
        RevocationView here = view(first);
        RevocationFeed feed = first.fleet().revocations();
        for (int i = 0; i < 1_500; i++) {
            feed.append(new Revocation.OfToken(RevocationName.ofToken("settled-" + i), now - Revocation.LEEWAY - 1));
            if (i % 500 == 0) {
                feed.append(new Revocation.OfToken(RevocationName.ofToken("t-" + i), now));
            }
        }
        // The newest record stays although it is settled, and what only our clock calls settled does.
        await().atMost(SOON).until(() -> here.size() == 1_503 && !here.isStale());
        assertThat(feed.prune(now + 1_000_000)).isEqualTo(1_499);
        assertThat(operator.xlen("postern:1:revocations")).isEqualTo(4);
        feed.append(new Revocation.OfAll(10));
        RevocationView late = view(member());
        await().atMost(SOON).until(() -> late.size() == 4 && late.epoch() == 5 && !late.isStale());
        await().atMost(SOON).until(() -> here.epoch() == 1_504 && !here.isStale());
        assertThat(feed.prune(now)).isOne();
    }

    @Test
    void whatIsSettledIsNotPutBack() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        FleetMember first = member();
        RevocationView here = view(first);
        RevocationFeed feed = first.fleet().revocations();
        feed.append(new Revocation.OfToken(RevocationName.ofToken("a"), now - Revocation.LEEWAY - 1));
        feed.append(new Revocation.OfToken(RevocationName.ofToken("b")));
        await().atMost(SOON).until(() -> here.epoch() == 2 && !here.isStale());
        assertThat(feed.prune(now)).isOne();
        operator.flushall();
        await().atMost(SOON).until(() -> operator.xlen("postern:1:revocations") == 1);
        await().atMost(SOON).until(() -> !here.isStale());
        assertThat(operator.xlen("postern:1:revocations")).isOne();
    }

    private FleetMember member() throws InterruptedException {
        FleetMember member = FleetMember.join(redis.port());
        members.add(member);
        return member;
    }

    private RevocationView view(FleetMember member) {
        RevocationView view =
                new RevocationView(new RevocationTable(10_000), BOUND, System::nanoTime, InstantSource.system());
        readers.add(RevocationReader.start(member.fleet().revocations(), view, BOUND.dividedBy(4), System::nanoTime));
        return view;
    }
}
