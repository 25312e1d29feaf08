package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every record of revocations does. */
abstract class RevocationFeedContract {

    /** The record as one more process opens it. */
    abstract RevocationFeed feed();

    static Revocation token(String id) {
        return new Revocation.OfToken(RevocationName.ofToken(id));
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
