package dev.postern.sidecar.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.capability.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
    void aCrashBeforeTheNewFileTakesThePlaceOfTheOldOneChangesNothing() throws Exception {
        try (FileRevocations feed = feed()) {
            feed.append(settled(1));
            feed.append(token("a"));
            byte[] before = Files.readAllBytes(file());
            feed.prune(NOW);
            byte[] after = Files.readAllBytes(file());
            for (int length = 0; length <= after.length; length++) {
                Files.write(file(), before);
                Files.write(directory.resolve("revocations.pruned"), java.util.Arrays.copyOf(after, length));
                assertThat(feed.read(RevocationFeed.START, Duration.ZERO).acts())
                        .containsExactly(settled(1), token("a"));
                feed.append(token("b"));
                assertThat(feed.prune(NOW)).isEqualTo(1);
                assertThat(feed.read(RevocationFeed.START, Duration.ZERO).acts())
                        .containsExactly(token("a"), token("b"));
                assertThat(directory.resolve("revocations.pruned")).doesNotExist();
            }
        }
    }

    @Test
    void aRecordFromBeforeItWasPrunedIsAnErrorAfterwards() throws Exception {
        try (FileRevocations feed = feed()) {
            feed.append(settled(1));
            feed.append(token("a"));
            byte[] before = Files.readAllBytes(file());
            feed.prune(NOW);
            String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
            Files.write(file(), before);
            assertThatThrownBy(() -> feed.read(position, Duration.ZERO)).isInstanceOf(IOException.class);
            for (String head :
                    new String[] {"pruned 0 0 0\n", "pruned 1\n", "pruned 01 0 0\n", "pruned 1 0 0", " pruned 1 0 0\n"
                    }) {
                Files.writeString(file(), head + "all 1\n");
                assertThatThrownBy(() -> feed.read(RevocationFeed.START, Duration.ZERO))
                        .as(head)
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> feed.prune(NOW)).as(head).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aReaderAtTheEndGoesOnAtTheEndOfTheNewFile() throws Exception {
        try (FileRevocations feed = feed()) {
            feed.append(token("a"));
            String behind = feed.read(RevocationFeed.START, Duration.ZERO).position();
            for (int generation = 1; generation < 4; generation++) {
                feed.append(settled(generation));
                String position = feed.read(RevocationFeed.START, Duration.ZERO).position();
                assertThat(feed.prune(NOW)).isOne();
                assertThat(feed.read(position, Duration.ZERO).acts()).isEmpty();
                feed.append(token("b" + generation));
                assertThat(feed.read(position, Duration.ZERO).acts()).containsExactly(token("b" + generation));
            }
            assertThat(feed.read(behind, Duration.ZERO).acts()).hasSize(4).contains(token("a"));
        }
    }

    @Test
    void aFileOfWhichLittleIsSettledIsLeftAlone() throws Exception {
        try (FileRevocations feed = feed()) {
            for (int i = 0; i < 4; i++) {
                feed.append(token("t-" + i));
            }
            feed.append(settled(1));
            byte[] before = Files.readAllBytes(file());
            assertThat(feed.prune(NOW)).isZero();
            assertThat(Files.readAllBytes(file())).isEqualTo(before);
            feed.append(settled(2));
            assertThat(feed.prune(NOW)).isEqualTo(2);
        }
    }

    @Test
    void theModeOfTheFileAndALinkToItOutliveIt() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("record");
        Files.createFile(elsewhere, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.createSymbolicLink(file(), elsewhere);
        try (FileRevocations feed = feed()) {
            feed.append(settled(1));
            assertThat(feed.prune(NOW)).isOne();
            assertThat(Files.isSymbolicLink(file())).isTrue();
            assertThat(Files.readString(elsewhere)).isEqualTo("pruned 1 50 0\n");
            assertThat(Files.getPosixFilePermissions(elsewhere))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            feed.append(token("a"));
            assertThat(feed.read(RevocationFeed.START, Duration.ZERO).acts()).containsExactly(token("a"));
        }
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
