package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every record of revocations does. */
abstract class RevocationFeedContract {

    /** Seconds since the epoch. */
    static final long NOW = System.currentTimeMillis() / 1000;

    /** The record as one more process opens it. */
    abstract RevocationFeed feed();

    static Revocation token(String id) {
        return new Revocation.OfToken(RevocationName.ofToken(id));
    }

    /** An act that is settled, but only just. */
    static Revocation settled(int id) {
        return new Revocation.OfToken(RevocationName.ofToken("settled-" + id), NOW - Revocation.LEEWAY - 1);
    }

    @Test
    void readsWhatWasAppendedInOrderAndOnce() throws Exception {
        try (RevocationFeed feed = feed()) {
            assertThat(feed.read(RevocationFeed.START, Duration.ZERO))
                    .isEqualTo(new RevocationFeed.Batch(List.of(), RevocationFeed.START, true));
            List<Revocation> acts = List.of(
                    token("a"),
                    new Revocation.OfKey(RevocationName.ofKey("k")),
                    new Revocation.OfSubject(RevocationName.ofSubject("default", "s"), 17),
                    new Revocation.OfAll(0));
            for (Revocation act : acts) {
                feed.append(act);
            }
            RevocationFeed.Batch batch = feed.read(RevocationFeed.START, Duration.ZERO);
            assertThat(batch.acts()).isEqualTo(acts);
            assertThat(batch.last()).isTrue();
            assertThat(feed.read(batch.position(), Duration.ofMillis(10)).acts())
                    .isEmpty();
            feed.append(token("b"));
            assertThat(feed.read(batch.position(), Duration.ZERO).acts()).containsExactly(token("b"));
        }
    }

    @Test
    void aReaderThatWaitsIsToldOfWhatAnotherAppends() throws Exception {
        try (RevocationFeed writer = feed();
                RevocationFeed reader = feed()) {
            CompletableFuture<List<Revocation>> read = CompletableFuture.supplyAsync(() -> {
                try {
                    return reader.read(RevocationFeed.START, Duration.ofSeconds(10))
                            .acts();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.append(token("a"));
            assertThat(read.get()).containsExactly(token("a"));
        }
    }

    @Test
    void noneOfManyThatAppendAtOnceIsMissed() throws Exception {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> append(writer + "-", 20)))
                .toList();
        List<Revocation> read = new ArrayList<>();
        try (RevocationFeed feed = feed()) {
            String position = RevocationFeed.START;
            while (read.size() < 80) {
                RevocationFeed.Batch batch = feed.read(position, Duration.ofSeconds(5));
                read.addAll(batch.acts());
                position = batch.position();
            }
        }
        writers.forEach(CompletableFuture::join);
        assertThat(read).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void pruningTakesOutWhatIsSettledAndNothingElse() throws Exception {
        List<Revocation> kept = List.of(
                new Revocation.OfToken(RevocationName.ofToken("a"), NOW - Revocation.LEEWAY),
                token("b"),
                new Revocation.OfKey(RevocationName.ofKey("k")),
                new Revocation.OfSubject(RevocationName.ofSubject("default", "s"), NOW),
                new Revocation.OfToken(RevocationName.ofToken("c"), NOW + 60));
        try (RevocationFeed feed = feed()) {
            assertThat(feed.prune(NOW)).isZero();
            for (Revocation act : kept) {
                feed.append(settled(act.hashCode()));
                feed.append(act);
            }
            feed.append(new Revocation.OfAll(1));
            feed.append(token("newest"));
            assertThat(feed.prune(NOW)).isEqualTo(kept.size() + 1);
            assertThat(feed.prune(NOW)).isZero();
            List<Revocation> left = new ArrayList<>(kept);
            left.add(token("newest"));
            assertThat(feed.read(RevocationFeed.START, Duration.ZERO).acts()).isEqualTo(left);
        }
    }

    @Test
    void aReaderWhosePlaceIsPrunedComesToEveryActThatCounts() throws Exception {
        try (RevocationFeed feed = feed()) {
            feed.append(settled(1));
            feed.append(settled(2));
            String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
            feed.append(token("a"));
            assertThat(feed.prune(NOW)).isEqualTo(2);
            feed.append(token("b"));
            assertThat(rest(feed, position)).contains(token("a"), token("b")).doesNotContain(settled(1));
        }
    }

    @Test
    void readersOfARecordThatIsPrunedAtRandomMissNothingThatCounts() throws Exception {
        long seed = Long.getLong("seed", 3);
        SplittableRandom random = new SplittableRandom(seed);
        List<Revocation> all = new ArrayList<>();
        List<String> positions = new ArrayList<>(Collections.nCopies(3, RevocationFeed.START));
        List<Set<Revocation>> seen = new ArrayList<>(List.of(new HashSet<>(), new HashSet<>(), new HashSet<>()));
        try (RevocationFeed feed = feed();
                RevocationFeed other = feed()) {
            for (int i = 0; i < 200; i++) {
                RevocationFeed one = random.nextBoolean() ? feed : other;
                int reader = random.nextInt(3);
                if (random.nextInt(8) == 0) {
                    one.prune(NOW);
                } else if (random.nextInt(3) > 0) {
                    Revocation act = random.nextBoolean() ? settled(i) : token("t-" + i);
                    one.append(act);
                    all.add(act);
                } else {
                    RevocationFeed.Batch batch = one.read(positions.get(reader), Duration.ZERO);
                    seen.get(reader).addAll(batch.acts());
                    positions.set(reader, batch.position());
                }
            }
            for (int reader = 0; reader < 3; reader++) {
                seen.get(reader).addAll(rest(feed, positions.get(reader)));
                assertThat(all).as("-Dseed=" + seed).containsAll(seen.get(reader));
                assertThat(seen.get(reader))
                        .as("-Dseed=" + seed)
                        .containsAll(
                                all.stream().filter(act -> !act.isSettled(NOW)).toList());
            }
        }
    }

    @Test
    void whatIsAppendedWhileOthersPruneIsNeverLost() throws Exception {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 3)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> append(writer + "-", 20)))
                .toList();
        try (RevocationFeed feed = feed()) {
            int round = 0;
            while (!writers.stream().allMatch(CompletableFuture::isDone)) {
                for (int i = 0; i < 10; i++) {
                    feed.append(settled(10 * round + i));
                }
                round++;
                feed.prune(NOW);
            }
            writers.forEach(CompletableFuture::join);
            assertThat(rest(feed, RevocationFeed.START).stream().filter(act -> !act.isSettled(NOW)))
                    .hasSize(60)
                    .doesNotHaveDuplicates();
        }
    }

    /** All that is read after {@code position}. */
    private static List<Revocation> rest(RevocationFeed feed, String position) throws Exception {
        List<Revocation> acts = new ArrayList<>();
        RevocationFeed.Batch batch = feed.read(position, Duration.ZERO);
        acts.addAll(batch.acts());
        while (!batch.last()) {
            batch = feed.read(batch.position(), Duration.ZERO);
            acts.addAll(batch.acts());
        }
        return acts;
    }

    private void append(String prefix, int count) {
        try (RevocationFeed feed = feed()) {
            for (int i = 0; i < count; i++) {
                feed.append(token(prefix + i));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
