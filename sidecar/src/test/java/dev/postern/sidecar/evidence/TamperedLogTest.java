package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.audit.AuditReport;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Logs whose files are not as they were left, by a crash or by a person: what a start and what fsck make of them. */
class TamperedLogTest {

    private final MemoryLog log = new MemoryLog();

    @Test
    void aTornLastFrameIsCutOff() throws Exception {
        log.write(50);
        byte[] whole = log.disk.bytes(log.newest());
        // Without its footer and the last bytes of its last frame.
        log.disk.put(log.newest(), Arrays.copyOf(whole, whole.length - 200));
        log.elsewhere.delete("anchor");
        log.disk.delete(Names.CHECKPOINT);
        assertVerified(log.fsck());
        assertThat(log.fsck().tornBytes()).isPositive();

        assertThat(log.refusal()).isNull();

        assertVerified(log.fsck());
        assertThat(log.fsck().tornBytes()).isZero();
        try (LogReader reader = LogReader.open(log.disk)) {
            assertThat(((Leaf.Boot) reader.leaf(reader.size() - 1)).clean()).isFalse();
        }
    }

    @Test
    void aTailOfZerosIsCutOff() throws Exception {
        log.write(50);
        byte[] open = MemoryLog.withoutFooter(log.disk.bytes(log.newest()));
        log.disk.put(log.newest(), Arrays.copyOf(open, 1 << 16));
        assertVerified(log.fsck());
        assertThat(log.fsck().tornBytes()).isEqualTo((1 << 16) - open.length);

        assertThat(log.refusal()).isNull();

        assertThat(log.fsck().size()).isEqualTo(52);
        assertVerified(log.fsck());
    }

    @Test
    void aBitFlippedInTheMiddleIsDamageAndNothingIsWritten() throws Exception {
        log.write(50);
        int length = log.disk.bytes(log.newest()).length;
        for (int at : new int[] {300, length / 3, length / 2}) {
            MemoryLog bad = log.with(log.disk.copy());
            bad.disk.bytes(bad.newest())[at] ^= 1;
            byte[] before = bad.disk.bytes(bad.newest()).clone();
            assertThat(bad.refusal()).isEqualTo(Opened.Why.DAMAGED);
            assertThat(bad.disk.bytes(bad.newest())).isEqualTo(before);
            assertFault(EvidenceFault.DAMAGED, bad.fsck());
        }
    }

    @Test
    void aDamagedHeaderOfTheNewestSegmentIsRefusedHoweverShortTheSegmentIs() throws Exception {
        log.write(50);
        log.write(1);
        byte[] whole = log.disk.bytes(log.newest());
        assertThat(whole).hasSizeLessThan(SegmentHeader.MOST_BYTES);
        for (int at = 0; at < SegmentHeader.parse(whole).encode().length; at++) {
            MemoryLog bad = log.with(log.disk.copy());
            bad.disk.bytes(bad.newest())[at] ^= 1;
            byte[] before = bad.disk.bytes(bad.newest()).clone();
            assertThat(bad.refusal()).as("byte %d", at).isEqualTo(Opened.Why.DAMAGED);
            assertThat(bad.disk.bytes(bad.newest())).as("byte %d", at).isEqualTo(before);
        }
    }

    @Test
    void aBitFlippedInAnOlderSegmentIsFoundAtTheStart() throws Exception {
        log.write(50);
        String older = log.newest();
        log.write(50);
        log.disk.bytes(older)[log.disk.bytes(older).length / 2] ^= 1;
        assertThat(log.refusal()).isEqualTo(Opened.Why.DAMAGED);
        assertFault(EvidenceFault.DAMAGED, log.fsck());
    }

    @Test
    void aSegmentThatIsMissingOrWasReplacedIsFoundAtTheStart() throws Exception {
        log.write(50);
        String first = log.newest();
        log.write(50);
        String middle = log.newest();
        log.write(50);
        MemoryLog missing = log.with(log.disk.copy());
        missing.disk.delete(middle);
        assertThat(missing.refusal()).isEqualTo(Opened.Why.DAMAGED);
        assertFault(EvidenceFault.SEGMENT_ORDER, missing.fsck());
        MemoryLog replaced = log.with(log.disk.copy());
        replaced.disk.put(middle, replaced.disk.bytes(first));
        assertThat(replaced.refusal()).isEqualTo(Opened.Why.DAMAGED);
        assertFault(EvidenceFault.SEGMENT_ORDER, replaced.fsck());
    }

    @Test
    void withoutItsOldestSegmentsTheLogGoesOn() throws Exception {
        log.write(50);
        String first = log.newest();
        log.write(50);
        log.disk.delete(first);
        assertThat(log.refusal()).isNull();
        assertVerified(log.fsck());
    }

    @Test
    void anEarlierStatePutBackIsFoundOut() throws Exception {
        log.write(50);
        MemoryLog yesterday = log.with(log.disk.copy());
        log.write(50);
        assertThat(yesterday.refusal()).isEqualTo(Opened.Why.ROLLBACK);
        // It fits together as it did yesterday: only who kept a checkpoint can tell.
        assertVerified(yesterday.fsck());
    }

    @Test
    void anotherHistoryOfTheSameLengthIsFoundOut() throws Exception {
        MemoryLog other = new MemoryLog();
        log.write(50);
        try (Fixture fixture = new Fixture(other.disk, other.elsewhere)) {
            fixture.boot = 0x7777;
            fixture.open();
            for (int i = 0; i < 60; i++) {
                fixture.ask("file.write", "/docs/x" + i);
            }
        }
        assertThat(log.with(other.disk).refusal()).isEqualTo(Opened.Why.FORK);
        assertVerified(other.fsck());
    }

    @Test
    void aRestartForgetsNoCheckpointThatWasReleased() throws Exception {
        log.write(50);
        byte[] anchor = log.elsewhere.bytes("anchor").clone();
        try (Fixture fixture = new Fixture(log.disk, log.elsewhere)) {
            fixture.boot = 0x4444;
            fixture.open();
            fixture.ask("file.write", "/docs/0");
            fixture.ask("file.write", "/docs/1");
            assertThat(log.elsewhere.bytes("anchor")).isEqualTo(anchor);
        }
    }

    private static void assertVerified(AuditReport report) {
        assertThat(report.verification()).isEqualTo(Verification.verified());
    }

    private static void assertFault(EvidenceFault fault, AuditReport report) {
        assertThat(report.verification())
                .isInstanceOfSatisfying(
                        Verification.Refuted.class,
                        refuted -> assertThat(refuted.fault()).isEqualTo(fault));
    }
}
