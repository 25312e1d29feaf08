package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.RevocationTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RevocationPrunerTest {

    private static final long HOUR = 3_600;

    private final AtomicLong now = new AtomicLong(1_800_000_000L);
    private final AtomicLong nanos = new AtomicLong(-17);
    private final RevocationView view = new RevocationView(
            new RevocationTable(10), Duration.ofSeconds(2), nanos::get, () -> Instant.ofEpochSecond(now.get()));
    private final Pruned broken = new Pruned(true);
    private final Pruned feed = new Pruned(false);
    private final RevocationPruner pruner =
            new RevocationPruner(view, List.of(broken, feed), () -> Instant.ofEpochSecond(now.get()), nanos::get);

    @Test
    void prunesMemoryAndEveryRecordAlsoAfterOneThatFails() {
        view.add(new Revocation.OfToken(RevocationName.ofToken("a"), now.get()));
        pass(3 * HOUR);
        pruner.prune();
        assertThat(view.size()).isZero();
        assertThat(view.forgotten()).isOne();
        assertThat(broken.times).containsExactly(now.get());
        assertThat(feed.times).containsExactly(now.get());
    }

    @Test
    void prunesNothingWhenTheClockWasSetUntilItHasGoneRightForATime() {
        view.add(new Revocation.OfToken(RevocationName.ofToken("a"), now.get() + 2 * HOUR));
        pass(HOUR);
        now.addAndGet(10 * 365 * 24 * HOUR);
        pruner.prune();
        assertThat(view.size()).isOne();
        now.addAndGet(-10 * 365 * 24 * HOUR);
        pass(HOUR);
        pruner.prune();
        assertThat(view.size()).isOne();
        assertThat(feed.times).isEmpty();
        pass(HOUR);
        pruner.prune();
        assertThat(feed.times).containsExactly(now.get());
        assertThat(view.size()).isOne();
    }

    private void pass(long seconds) {
        now.addAndGet(seconds);
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    /** A record that remembers when it was pruned. */
    private static final class Pruned implements RevocationFeed {

        private final boolean fails;
        private final List<Long> times = new ArrayList<>();

        private Pruned(boolean fails) {
            this.fails = fails;
        }

        @Override
        public String name() {
            return "pruned";
        }

        @Override
        public void append(Revocation act) {
            throw new AssertionError("a pruner that appends " + act);
        }

        @Override
        public Batch read(String position, Duration wait) {
            throw new AssertionError("a pruner that reads after " + position);
        }

        @Override
        public int prune(long now) throws IOException {
            times.add(now);
            if (fails) {
                throw new IOException("unreachable");
            }
            return 1;
        }

        @Override
        public void close() {}
    }
}
