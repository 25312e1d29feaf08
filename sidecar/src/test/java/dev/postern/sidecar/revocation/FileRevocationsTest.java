package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.capability.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FileRevocationsTest extends RevocationFeedContract {

    @TempDir
    Path directory;

    @Test
    void whatACrashLeftHalfWrittenIsReadByNobodyAndCutOff() throws Exception {
        try (FileRevocations feed = feed()) {
            feed.append(token("a"));
            byte[] whole = Files.readAllBytes(file());
            feed.append(token("b"));
            byte[] both = Files.readAllBytes(file());
            for (int length = whole.length; length < both.length; length++) {
                Files.write(file(), java.util.Arrays.copyOf(both, length));
                RevocationFeed.Batch batch = feed.read(RevocationFeed.START, Duration.ZERO);
                assertThat(batch.acts()).containsExactly(token("a"));
                feed.append(token("c"));
                assertThat(feed.read(batch.position(), Duration.ZERO).acts()).containsExactly(token("c"));
            }
        }
    }

    @Test
    void aRecordThatIsShorterOrHoldsSomethingElseIsAnError() throws Exception {
        try (FileRevocations feed = feed()) {
            feed.append(token("a"));
            String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
            Files.writeString(file(), "junk\n", StandardOpenOption.APPEND);
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
            Files.writeString(file(), "x");
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
            Files.delete(file());
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
            Files.writeString(file(), "x".repeat(1000));
            assertThatThrownBy(() -> feed.read(RevocationFeed.START, Duration.ZERO))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> feed.append(token("b"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void manyAreReadInPieces() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder lines = new StringBuilder();
        List<Revocation> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Revocation act = random.nextBoolean() ? token("t-" + i) : new Revocation.OfAll(random.nextInt(1 << 20));
            expected.add(act);
            lines.append(dev.postern.capability.RevocationText.print(act)).append('\n');
        }
        Files.writeString(file(), lines);
        List<Revocation> read = new ArrayList<>();
        try (FileRevocations feed = feed()) {
            String position = RevocationFeed.START;
            RevocationFeed.Batch batch;
            do {
                batch = feed.read(position, Duration.ZERO);
                read.addAll(batch.acts());
                position = batch.position();
            } while (!batch.last());
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aReadEndsWhenTheFeedIsClosed() {
        FileRevocations feed = feed();
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError(feed.read(RevocationFeed.START, Duration.ofMinutes(1)));
            } catch (IOException | InterruptedException e) {
                return e;
            }
        });
        feed.close();
        assertThat(ended.join()).isInstanceOf(IOException.class);
    }

    @Override
    FileRevocations feed() {
        return new FileRevocations(file());
    }

    private Path file() {
        return directory.resolve("revocations");
    }
}
