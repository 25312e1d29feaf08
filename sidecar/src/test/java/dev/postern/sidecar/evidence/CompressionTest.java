package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments that are compressed once they were ended. */
class CompressionTest {

    private static final int SUM_AT = 16;
    private static final int SIZE_AT = 20;
    private static final int LENGTHS_AT = 28;

    private final MemoryLog log = new MemoryLog();
    private String older = "";
    private byte[] plain = new byte[0];

    @BeforeEach
    void aLogOfTwoSegments() throws Exception {
        log.write(2_000);
        older = log.newest();
        plain = log.disk.bytes(older).clone();
        log.write(5);
    }

    @Test
    void aCompressedSegmentIsReadAsThePlainOneWas() throws Exception {
        List<String> before = everything();

        assertThat(rewrite()).isEqualTo(Rewriting.Outcome.COMPRESSED);

        assertThat(log.disk.bytes(older).length).isLessThan(plain.length * 15 / 16);
        assertThat(everything()).isEqualTo(before);
        assertThat(log.disk.names()).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(log.fsck().verification()).isEqualTo(Verification.verified());
        assertThat(log.refusal()).isNull();
        assertThat(log.fsck().verification()).isEqualTo(Verification.verified());
        assertThat(rewrite()).isEqualTo(Rewriting.Outcome.WAS_COMPRESSED);
    }

    @Test
    void anyOtherReaderOfLz4GetsThePlainSegment() throws Exception {
        rewrite();
        try (LZ4FrameInputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(log.disk.bytes(older)))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void aReaderKnowsBeforehandHowMuchThereIsToRead() throws Exception {
        rewrite();
        assertThat(SegmentReader.bytes(log.disk, older)).isEqualTo(plain.length);
    }

    @Test
    void aRunningLogCompressesWhatItEndsAndWhatAnEarlierRunLeft() throws Exception {
        try (Fixture fixture = new Fixture(log.disk, log.elsewhere)) {
            fixture.boot = 0x5555;
            fixture.segmentBytes = 4_000;
            fixture.compress = true;
            fixture.open();
            long patience = System.nanoTime() + 20_000_000_000L;
            for (int i = 0; compressed() < 4 && System.nanoTime() < patience; i++) {
                fixture.ask("file.write", "/docs/" + i);
            }
            assertThat(compressed()).isGreaterThanOrEqualTo(4);
            assertThat(CompressedBytes.isCompressed(log.disk.open(older))).isTrue();
        }
    }

    @Test
    void whatHardlyBecomesShorterStaysAsItIs() throws Exception {
        byte[] noise = new byte[3 * ChunkTable.CHUNK_BYTES];
        new SplittableRandom(1).nextBytes(noise);
        log.disk.put(older, noise);
        assertThat(rewrite()).isEqualTo(Rewriting.Outcome.NOT_WORTH_IT);
        assertThat(log.disk.bytes(older)).isEqualTo(noise);
        assertThat(log.disk.names()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void aDamagedSegmentIsNotMadeToLookWhole() {
        log.disk.bytes(older)[plain.length / 2] ^= 1;
        byte[] damaged = log.disk.bytes(older).clone();
        assertThatExceptionOfType(DamagedException.class).isThrownBy(this::rewrite);
        assertThat(log.disk.bytes(older)).isEqualTo(damaged);
    }

    @Test
    void aSegmentThatIsTrimmedMeanwhileDoesNotComeBack() throws Exception {
        Rewriting.Outcome outcome = new Rewriting(log.disk, older, System::nanoTime, () -> false, step -> {
                    if (step == WritePath.SEGMENT_COMPRESSED) {
                        log.disk.delete(older);
                    }
                })
                .run();
        assertThat(outcome).isEqualTo(Rewriting.Outcome.GIVEN_UP);
        assertThat(log.disk.names()).doesNotContain(older).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void nothingIsTrimmedWhileASegmentIsReplaced() throws Exception {
        AtomicReference<IOException> refused = new AtomicReference<>();
        new Rewriting(log.disk, older, System::nanoTime, () -> false, step -> {
                    if (step == WritePath.SEGMENT_REPLACED) {
                        try {
                            new Trim(List.of(older), 0).run(log.disk);
                        } catch (IOException e) {
                            refused.set(e);
                        }
                    }
                })
                .run();
        assertThat(refused.get()).hasMessageContaining("try again");
        assertThat(log.disk.names()).contains(older);
    }

    @Test
    void aBitFlippedInACompressedSegmentIsFoundAtTheStartAndByFsckUnlessItChangesNothing() throws Exception {
        rewrite();
        byte[] whole = log.disk.bytes(older).clone();
        for (int at = 0; at < whole.length; at += 1 + whole.length / 97) {
            MemoryLog bad = log.with(log.disk.copy());
            bad.disk.bytes(older)[at] ^= 4;
            if (holdsThePlainSegment(bad)) {
                // A match may be told by another distance where the text repeats itself.
                continue;
            }
            assertThat(bad.refusal()).as("byte %s", at).isEqualTo(Opened.Why.DAMAGED);
            assertFault(at < 4 ? EvidenceFault.DAMAGED : EvidenceFault.COMPRESSION, bad);
        }
    }

    private boolean holdsThePlainSegment(MemoryLog other) {
        try (SegmentBytes bytes = SegmentBytes.open(other.disk, older)) {
            byte[] all = new byte[plain.length];
            return bytes.size() == plain.length
                    && bytes.read(0, all, 0, all.length) == all.length
                    && Arrays.equals(all, plain);
        } catch (IOException | DamagedException e) {
            return false;
        }
    }

    @Test
    void aFileThatIsCutOffOrGoesOnIsFound() throws Exception {
        rewrite();
        byte[] whole = log.disk.bytes(older).clone();
        for (int length : new int[] {4, 20, LENGTHS_AT + 1, whole.length / 2, whole.length - 1, whole.length + 1}) {
            MemoryLog bad = log.with(log.disk.copy());
            bad.disk.put(older, Arrays.copyOf(whole, length));
            assertThat(bad.refusal()).as("%s bytes", length).isEqualTo(Opened.Why.DAMAGED);
            assertFault(EvidenceFault.COMPRESSION, bad);
        }
    }

    @Test
    void noRoomIsMadeForWhatATableOnlySays() throws Exception {
        rewrite();
        byte[] whole = log.disk.bytes(older).clone();
        for (long size : new long[] {-1, 0, plain.length - 1, plain.length + 1, ChunkTable.MOST_BYTES + 1, 1L << 60}) {
            byte[] liar = whole.clone();
            ByteBuffer.wrap(liar).putLong(SIZE_AT, size);
            assertLiar(liar, size);
        }
        byte[] negative = whole.clone();
        ByteBuffer.wrap(negative).putInt(LENGTHS_AT, -5);
        assertLiar(negative, plain.length);
    }

    @Test
    void aCompressedSegmentWithoutItsEndIsNotTakenForATornOne() throws Exception {
        MemoryLog torn = new MemoryLog();
        torn.write(50);
        byte[] open = MemoryLog.withoutFooter(torn.disk.bytes(torn.newest()));
        torn.disk.put(torn.newest(), open);
        assertThat(torn.fsck().verification()).isEqualTo(Verification.verified());
        Lz4Frame lz4 = new Lz4Frame();
        int length = lz4.compress(open, 0, open.length);
        byte[] table = new ChunkTable(open.length, new int[] {length}).encode();
        byte[] file = Arrays.copyOf(table, table.length + length);
        System.arraycopy(lz4.array(), 0, file, table.length, length);
        torn.disk.put(torn.newest(), file);
        assertThat(torn.refusal()).isEqualTo(Opened.Why.DAMAGED);
        assertFault(EvidenceFault.DAMAGED, torn);
    }

    private void assertLiar(byte[] file, long size) throws Exception {
        int table = (int) Math.min(file.length, size > 0 ? LENGTHS_AT + 4L * ChunkTable.chunks(size) : LENGTHS_AT);
        CRC32C crc = new CRC32C();
        crc.update(file, SIZE_AT, Math.max(0, table - SIZE_AT));
        ByteBuffer.wrap(file).putInt(SUM_AT, (int) crc.getValue());
        MemoryLog bad = log.with(log.disk.copy());
        bad.disk.put(older, file);
        assertThat(bad.refusal()).as("size %s", size).isEqualTo(Opened.Why.DAMAGED);
        assertFault(EvidenceFault.COMPRESSION, bad);
    }

    private static void assertFault(EvidenceFault fault, MemoryLog bad) throws Exception {
        assertThat(bad.fsck().verification())
                .isInstanceOfSatisfying(
                        Verification.Refuted.class,
                        refuted -> assertThat(refuted.fault()).isEqualTo(fault));
    }

    private Rewriting.Outcome rewrite() throws Exception {
        return new Rewriting(log.disk, older, System::nanoTime, () -> false, WritePath.Witness.NONE).run();
    }

    private long compressed() throws Exception {
        long compressed = 0;
        for (String name : log.disk.names()) {
            if (Names.isSegment(name) && CompressedBytes.isCompressed(log.disk.open(name))) {
                compressed++;
            }
        }
        return compressed;
    }

    /** Every leaf and every opening, read out of their order. */
    private List<String> everything() throws Exception {
        List<String> all = new ArrayList<>();
        try (LogReader reader = LogReader.open(log.disk)) {
            for (long i = reader.size() - 1; i >= 0; i--) {
                all.add(new String(reader.leafBytes(i), StandardCharsets.UTF_8));
                all.add(reader.opening(i)
                        .map(opening -> Arrays.toString(opening.question()))
                        .orElse(""));
            }
        }
        return all;
    }
}
