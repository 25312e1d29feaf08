package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Namespace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFrameTest {

    private static final int LARGEST = 64 << 10;
    private static final String BUNDLE = "ab".repeat(32);
    private static final Epochs EPOCHS = new Epochs(7, 8, 9);
    private static final long NOW = 1_000;

    private final EntryFrame frames = new EntryFrame(new MacKeys(List.of(secret(1), secret(2))), LARGEST);
    private final StoreKey key = key("shop", "key");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_024, 1_025, 10_000, 60_000})
    void readsBackWhatWasWritten(int size) {
        for (byte[] payload : List.of(new byte[size], noise(size))) {
            Entry entry = entry(payload);
            assertThat(frames.read(key, frames.write(key, entry), EPOCHS, NOW)).isEqualTo(good(entry));
        }
    }

    @Test
    void compressesWhatIsLong() {
        assertThat(frames.write(key, entry(new byte[1_025]))).hasSizeLessThan(600);
        assertThat(frames.write(key, entry(new byte[1_024]))).hasSizeGreaterThan(1_024);
    }

    @Test
    void writesNothingThatWouldBeTooLarge() {
        assertThat(frames.write(key, entry(noise(LARGEST)))).isEmpty();
        assertThat(frames.write(key, entry(new byte[LARGEST + 1]))).isEmpty();
    }

    @Test
    void refusesEveryChangeOfOneBit() {
        byte[] frame = frames.write(key, entry(noise(100)));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] changed = frame.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(frames.read(key, changed, EPOCHS, NOW))
                    .as("bit %d", bit)
                    .isInstanceOf(EntryFrame.Reading.Bad.class);
        }
    }

    @Test
    void refusesEveryLengthButItsOwn() {
        byte[] frame = frames.write(key, entry(noise(100)));
        IntStream.range(0, frame.length + 40)
                .filter(length -> length != frame.length)
                .forEach(length -> assertThat(frames.read(key, Arrays.copyOf(frame, length), EPOCHS, NOW))
                        .as("%d bytes", length)
                        .isInstanceOf(EntryFrame.Reading.Bad.class));
    }

    @Test
    void refusesWhatIsLargerThanAnyEntry() {
        assertThat(rejection(frames.read(key, new byte[LARGEST + 1], EPOCHS, NOW)))
                .isEqualTo(Rejection.TOO_LARGE);
    }

    @Test
    void refusesAnEntryOfAnotherKeyTenantOrBundle() {
        byte[] frame = frames.write(key, entry(noise(10)));
        for (StoreKey other : List.of(
                key("shop", "other"),
                key("bank", "key"),
                StoreKey.of("p:", entryKey("shop", "key"), "cd".repeat(32)),
                StoreKey.of("q:", entryKey("shop", "key"), BUNDLE))) {
            assertThat(rejection(frames.read(other, frame, EPOCHS, NOW))).isEqualTo(Rejection.MAC);
        }
    }

    @Test
    void refusesAnAuthenticFrameWhoseNameCollides() {
        StoreKey other = key("shop", "other");
        StoreKey collision = new StoreKey(key.name(), other.about(), "shop", BUNDLE);
        byte[] frame = frames.write(collision, entry(noise(10)));
        assertThat(rejection(frames.read(key, frame, EPOCHS, NOW))).isEqualTo(Rejection.OTHER);
    }

    @Test
    void refusesEpochsThatHavePassed() {
        byte[] frame = frames.write(key, entry(noise(10)));
        assertThat(rejection(frames.read(key, frame, new Epochs(8, 0, 0), NOW))).isEqualTo(Rejection.EPOCH);
        assertThat(rejection(frames.read(key, frame, new Epochs(0, 9, 0), NOW))).isEqualTo(Rejection.EPOCH);
        assertThat(rejection(frames.read(key, frame, new Epochs(0, 0, 10), NOW)))
                .isEqualTo(Rejection.EPOCH);
    }

    @Test
    void servesFromTheFirstMomentUntilJustBeforeTheLast() {
        byte[] frame = frames.write(key, entry(noise(10)));
        assertThat(rejection(frames.read(key, frame, EPOCHS, NOW - 1))).isEqualTo(Rejection.TIME);
        assertThat(frames.read(key, frame, EPOCHS, NOW + 9)).isInstanceOf(EntryFrame.Reading.Good.class);
        assertThat(rejection(frames.read(key, frame, EPOCHS, NOW + 10))).isEqualTo(Rejection.TIME);
    }

    @Test
    void readsWhatAnyOfItsSecretsWroteAndWritesByTheFirst() {
        EntryFrame old = new EntryFrame(new MacKeys(List.of(secret(2), secret(3))), LARGEST);
        EntryFrame ancient = new EntryFrame(new MacKeys(List.of(secret(3))), LARGEST);
        Entry entry = entry(noise(10));
        assertThat(frames.read(key, old.write(key, entry), EPOCHS, NOW)).isEqualTo(good(entry));
        assertThat(rejection(frames.read(key, ancient.write(key, entry), EPOCHS, NOW)))
                .isEqualTo(Rejection.KEY);
        assertThat(rejection(old.read(key, frames.write(key, entry), EPOCHS, NOW)))
                .isEqualTo(Rejection.KEY);
    }

    @Test
    void refusesAnotherSecretOfTheSameNumber() {
        byte[] bytes = new byte[32];
        EntryFrame forger = new EntryFrame(new MacKeys(List.of(new MacKeys.Secret(1, bytes))), LARGEST);
        assertThat(rejection(frames.read(key, forger.write(key, entry(noise(10))), EPOCHS, NOW)))
                .isEqualTo(Rejection.MAC);
    }

    private static StoreKey key(String tenant, String text) {
        return StoreKey.of("p:", entryKey(tenant, text), BUNDLE);
    }

    private static EntryKey entryKey(String tenant, String text) {
        return EntryKey.of(Namespace.DECISION, tenant, text.getBytes(UTF_8));
    }

    private static Entry entry(byte[] payload) {
        return new Entry(payload, BUNDLE, EPOCHS, NOW, NOW + 10);
    }

    static MacKeys.Secret secret(int id) {
        byte[] bytes = new byte[32];
        new SplittableRandom(id).nextBytes(bytes);
        return new MacKeys.Secret(id, bytes);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static EntryFrame.Reading good(Entry entry) {
        return new EntryFrame.Reading.Good(entry);
    }

    private static Rejection rejection(EntryFrame.Reading reading) {
        return ((EntryFrame.Reading.Bad) reading).rejection();
    }
}
