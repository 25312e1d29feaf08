package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Leaf;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.ReceiptState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the log does when a disk, a clock or a person does not do as it should. */
class FaultTest {

    private final MemoryLog written = new MemoryLog();
    private final MemoryDisk disk = written.disk;
    private final MemoryDisk elsewhere = written.elsewhere;

    @Test
    void aSecondWriterIsRefused() throws Exception {
        try (Fixture first = new Fixture(disk, elsewhere)) {
            first.open();
            Fixture second = new Fixture(disk, elsewhere);
            assertThat(second.tryOpen())
                    .isInstanceOfSatisfying(
                            Opened.Refused.class,
                            refused -> assertThat(refused.why()).isEqualTo(Opened.Why.LOCKED));
            second.close();
        }
    }

    @Test
    void aFailedSyncEndsTheProcessAndAcknowledgesNothing() throws Exception {
        Fixture fixture = new Fixture(disk, elsewhere);
        fixture.open();
        fixture.ask("file.write", "/docs/0");
        AtomicLong syncs = new AtomicLong();
        disk.faults = new MemoryDisk.Faults() {
            @Override
            public void onSync(String name) throws IOException {
                if (name.endsWith(".log")) {
                    syncs.incrementAndGet();
                    throw new IOException("Input/output error");
                }
            }
        };
        Decision answer = fixture.ask("file.write", "/docs/1");
        assertThat(answer.template().reason()).isEqualTo(Reason.EVIDENCE_UNAVAILABLE);
        assertThat(fixture.fatal.get()).hasMessage("Input/output error");
        assertThat(syncs).hasValue(1);
        fixture.home.shutdownNow();
        MemoryLog after = written.with(disk.copy());
        assertThat(after.refusal()).isNull();
        assertThat(after.fsck().verification().isVerified()).isTrue();
        assertThat(after.fsck().counts().unclean()).isEqualTo(1);
    }

    @Test
    void aFullDiskShedsWithAGapAndGoesOnWhenThereIsRoom() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        disk.faults = new MemoryDisk.Faults() {
            @Override
            public void onWrite(String name) throws IOException {
                if (full.get() && name.endsWith(".log")) {
                    throw new DiskFullException("No space left on device", new IOException());
                }
            }
        };
        List<Decision> answers = new ArrayList<>();
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.open();
            fixture.ask("file.write", "/docs/0");
            full.set(true);
            for (int i = 0; i < 5_000; i++) {
                fixture.ask("file.read", "/docs/" + i, Caller.PATIENT, answers::add);
            }
            Decision durable = fixture.ask("file.write", "/docs/1");
            assertThat(durable.receipt()).isEqualTo(ReceiptState.REFUSED);
            assertThat(durable.template().reason()).isEqualTo(Reason.EVIDENCE_UNAVAILABLE);
            full.set(false);
            assertThat(fixture.ask("file.write", "/docs/2").template().reason()).isNotNull();
            fixture.end();
            assertThat(fixture.fatal.get()).isNull();
        }
        long shed = answers.stream()
                .filter(answer -> answer.receipt() == ReceiptState.SHED)
                .count();
        assertThat(shed).isPositive();
        assertThat(answers).allMatch(answer -> answer.template().reason() == Reason.POLICY_PERMIT);
        Ledger ledger = Ledger.of(disk);
        assertThat(ledger.receipts + ledger.missing).isEqualTo(5_003);
        assertThat(ledger.missing).isBetween(shed, shed + 2);
        assertThat(ledger.isGapless()).isTrue();
    }

    @Test
    void aQuestionTooLongForItsLaneIsDeniedRatherThanAnsweredWithoutAReceipt() throws Exception {
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.open();
            String half = "/docs/" + "x".repeat(Fixture.LANE_BYTES / 2 - 1_000);

            assertThat(fixture.ask("file.read", half).receipt()).isEqualTo(ReceiptState.TAKEN);
            Decision tooLong = fixture.ask("file.read", half + "x".repeat(1_000));

            assertThat(tooLong.template().reason()).isEqualTo(Reason.EVIDENCE_UNAVAILABLE);
            fixture.end();
        }
        Ledger ledger = Ledger.of(disk);
        assertThat(ledger.receipts).isEqualTo(1);
        assertThat(ledger.missing).isEqualTo(1);
        assertThat(ledger.isGapless()).isTrue();
    }

    @Test
    void beyondTheBudgetChecksAreDeniedUntilTheLogHasCaughtUp() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        disk.faults = new MemoryDisk.Faults() {
            @Override
            public void onWrite(String name) throws IOException {
                if (full.get() && name.endsWith(".log")) {
                    throw new DiskFullException("No space left on device", new IOException());
                }
            }
        };
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.shedReceipts = 500;
            fixture.open();
            fixture.ask("file.write", "/docs/0");
            full.set(true);
            List<Decision> answers = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                fixture.ask("file.read", "/docs/" + i, Caller.PATIENT, answers::add);
            }
            assertThat(answers.stream().filter(answer -> answer.receipt() == ReceiptState.SHED))
                    .hasSize(500);
            assertThat(answers.get(9_999).template().reason()).isEqualTo(Reason.EVIDENCE_UNAVAILABLE);
            assertThat(fixture.overloads).containsExactly(true);
            full.set(false);
            long patience = System.nanoTime() + 5_000_000_000L;
            while (fixture.log().isClosed() && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
            assertThat(fixture.ask("file.read", "/docs/1").template().reason()).isEqualTo(Reason.POLICY_PERMIT);
            fixture.end();
            assertThat(fixture.overloads).containsExactly(true, false);
            long denied = answers.stream()
                    .filter(answer -> answer.receipt() == ReceiptState.REFUSED)
                    .count();
            Ledger ledger = Ledger.of(disk);
            assertThat(ledger.missing).isEqualTo(500 + denied);
            assertThat(fixture.log().counters().shed()).isEqualTo(500 + denied);
            assertThat(ledger.isGapless()).isTrue();
        }
    }

    @Test
    void aSlowDiskHoldsNobodyUpWhoDoesNotWaitForIt() throws Exception {
        AtomicBoolean slow = new AtomicBoolean(true);
        disk.faults = new MemoryDisk.Faults() {
            @Override
            public void onSync(String name) {
                if (slow.get() && name.endsWith(".log")) {
                    java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
                }
            }
        };
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.open();
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                fixture.ask("file.read", "/docs/" + i);
            }
            assertThat(System.nanoTime() - start).isLessThan(250_000_000);
            slow.set(false);
            fixture.end();
        }
        assertThat(Ledger.of(disk).receipts).isEqualTo(500);
    }

    /** What the leaves of a log add up to. */
    private static final class Ledger {
        private long receipts;
        private long missing;
        private long next;
        private boolean gapless = true;

        static Ledger of(Disk disk) throws Exception {
            Ledger ledger = new Ledger();
            try (LogReader log = LogReader.open(disk)) {
                for (long i = 0; i < log.size(); i++) {
                    Leaf leaf = log.leaf(i);
                    if (leaf instanceof Leaf.Receipt receipt) {
                        ledger.receipts++;
                        ledger.follow(receipt.number(), 1);
                    } else if (leaf instanceof Leaf.Gap gap) {
                        ledger.missing += gap.count();
                        ledger.follow(gap.from(), gap.count());
                    }
                }
            }
            return ledger;
        }

        private void follow(long number, long count) {
            gapless &= number == next;
            next = number + count;
        }

        boolean isGapless() {
            return gapless;
        }
    }
}
