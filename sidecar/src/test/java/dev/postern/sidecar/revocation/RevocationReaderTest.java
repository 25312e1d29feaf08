package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.RevocationTable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RevocationReaderTest {

    private static final Duration BOUND = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    private final RevocationView view =
            new RevocationView(new RevocationTable(2), BOUND, nanos::get, InstantSource.system());
    private final Scripted feed = new Scripted();

    @Test
    void aViewIsStaleUntilItsFeedWasReadAndAgainWhenThatWasTooLongAgo() throws Exception {
        assertThat(view.isStale()).isFalse();
        try (RevocationReader reader = RevocationReader.start(feed, view, Duration.ofMillis(10), nanos::get)) {
            assertThat(view.isStale()).isTrue();
            feed.say(new RevocationFeed.Batch(List.of(), "1", true));
            assertThat(reader.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
            assertThat(view.isStale()).isFalse();
            nanos.addAndGet(BOUND.toNanos());
            assertThat(view.isStale()).isFalse();
            nanos.addAndGet(1);
            assertThat(view.isStale()).isTrue();
        }
    }

    @Test
    void aFeedReadHalfwayLeavesTheViewStale() throws Exception {
        try (RevocationReader reader = RevocationReader.start(feed, view, Duration.ofMillis(10), nanos::get)) {
            feed.say(new RevocationFeed.Batch(List.of(token("a")), "1", false));
            feed.awaitAsked("1");
            assertThat(view.isStale()).isTrue();
            assertThat(view.size()).isEqualTo(1);
            feed.say(new RevocationFeed.Batch(List.of(token("b")), "2", true));
            assertThat(reader.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
            assertThat(view.isStale()).isFalse();
        }
    }

    @Test
    void whatFindsNoRoomLeavesTheViewStale() throws Exception {
        try (RevocationReader reader = RevocationReader.start(feed, view, Duration.ofMillis(10), nanos::get)) {
            feed.say(new RevocationFeed.Batch(List.of(token("a"), token("b"), token("c")), "1", true));
            feed.awaitAsked(RevocationFeed.START);
            feed.awaitAsked(RevocationFeed.START);
            assertThat(reader.awaitCaughtUp(Duration.ZERO)).isFalse();
            assertThat(view.isStale()).isTrue();
        }
    }

    @Test
    void roomIsMadeOfWhatIsSettled() throws Exception {
        try (RevocationReader reader = RevocationReader.start(feed, view, Duration.ofMillis(10), nanos::get)) {
            List<Revocation> settled = List.of(
                    new Revocation.OfToken(RevocationName.ofToken("a"), 1),
                    new Revocation.OfToken(RevocationName.ofToken("b"), 1));
            feed.say(new RevocationFeed.Batch(settled, "1", false));
            feed.say(new RevocationFeed.Batch(List.of(token("c"), token("d")), "2", true));
            assertThat(reader.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
            assertThat(view.isStale()).isFalse();
            assertThat(view.size()).isEqualTo(2);
            assertThat(view.forgotten()).isEqualTo(2);
        }
    }

    @Test
    void aFailureIsTriedAgainFromWhereItWas() throws Exception {
        try (RevocationReader reader = RevocationReader.start(feed, view, Duration.ofMillis(10), nanos::get)) {
            feed.say(new RevocationFeed.Batch(List.of(), "7", true));
            feed.fail();
            feed.awaitAsked("7");
            feed.awaitAsked("7");
            assertThat(reader.awaitCaughtUp(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void aReaderThatWaitsToTryAgainEndsWhenItIsClosed() throws Exception {
        RevocationReader reader = RevocationReader.start(feed, view, Duration.ofHours(1), nanos::get);
        feed.fail();
        feed.awaitAsked(RevocationFeed.START);
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("postern-revocations-scripted"))
                .findAny()
                .orElseThrow();
        reader.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(feed.closed).isTrue();
    }

    private static Revocation token(String id) {
        return new Revocation.OfToken(RevocationName.ofToken(id));
    }

    /** A feed that says what the test says. */
    private static final class Scripted implements RevocationFeed {

        private final BlockingQueue<Object> script = new ArrayBlockingQueue<>(10);
        private volatile boolean closed;
        private final BlockingQueue<String> asked = new ArrayBlockingQueue<>(100);

        void say(Batch batch) {
            script.add(batch);
        }

        void fail() {
            script.add(new IOException("unreachable"));
        }

        /** Waits until the feed was asked for what comes after {@code position}. */
        void awaitAsked(String position) throws InterruptedException {
            String next;
            do {
                next = asked.poll(10, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
            } while (!position.equals(next));
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public void append(Revocation act) {
            throw new AssertionError("a reader that appends " + act);
        }

        @Override
        public Batch read(String position, Duration wait) throws IOException, InterruptedException {
            asked.put(position);
            Object next = script.take();
            if (next instanceof IOException failure) {
                throw failure;
            }
            return (Batch) next;
        }

        @Override
        public int prune(long now) {
            throw new AssertionError("a reader that prunes at " + now);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
