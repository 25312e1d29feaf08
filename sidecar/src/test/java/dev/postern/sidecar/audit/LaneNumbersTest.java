package dev.postern.sidecar.audit;

import static dev.postern.sidecar.audit.AuditRig.refuted;

import dev.postern.evidence.EvidenceFault;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit says of the numbers of lanes, from one run to the next. */
final class LaneNumbersTest {

    private WrittenLog log;
    private AuditRig rig;

    @BeforeEach
    void begin(@TempDir Path directory) {
        log = new WrittenLog(directory);
        rig = new AuditRig(directory);
    }

    @Test
    void aNumberLeftOutIsAGap() throws Exception {
        log.run(0x11, true).receipts(0, 10).numbered(0, 11).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }

    @Test
    void aNumberTwiceIsAGap() throws Exception {
        log.run(0x11, true).receipts(0, 10).numbered(0, 9).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }

    @Test
    void aLaneBeginsAtNought() throws Exception {
        log.run(0x11, true).numbered(3, 1).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }

    @Test
    void aRunThatMistakesWhereTheOneBeforeEndedIsAGap() throws Exception {
        log.run(0x11, true).receipts(0, 10).end();
        log.next.put(0, 9L);
        log.run(0x12, true).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }

    @Test
    void aRunThatForgetsTheOneBeforeIsAGap() throws Exception {
        log.run(0x11, true).receipts(0, 10).end();
        log.boot = 0x10;
        log.run(0x12, true).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }

    @Test
    void aRunThatCallsTheOneBeforeCleanThoughItWasCutOffIsAGap() throws Exception {
        log.run(0x11, true).receipts(0, 10).cutOff();
        log.run(0x12, true).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }

    @Test
    void aSegmentThatSkipsNumbersIsAGap() throws Exception {
        log.run(0x11, true).receipts(0, 10).end();
        log.next.put(0, 12L);
        log.segment().receipts(0, 1).write();
        refuted(EvidenceFault.GAP, rig.audit());
    }
}
