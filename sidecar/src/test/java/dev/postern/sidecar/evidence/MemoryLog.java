package dev.postern.sidecar.evidence;

import dev.postern.evidence.SegmentFooter;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.LogAudit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log on disks in memory that test after test writes, breaks, opens again and reads as fsck does. */
final class MemoryLog {

    final MemoryDisk disk;
    final MemoryDisk elsewhere;

    MemoryLog() {
        this(new MemoryDisk(), new MemoryDisk());
    }

    MemoryLog(MemoryDisk disk, MemoryDisk elsewhere) {
        this.disk = disk;
        this.elsewhere = elsewhere;
    }

    /** A run that leaves so many durable receipts, and ends its log. */
    void write(int receipts) throws Exception {
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.boot = disk.names().size() + 1L;
            fixture.open();
            for (int i = 0; i < receipts; i++) {
                fixture.ask("file.write", "/docs/" + i);
            }
        }
    }

    /** What opening the log comes to. */
    Opened reopened() throws Exception {
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.boot = 0x9999;
            Opened opened = fixture.tryOpen();
            if (opened instanceof Opened.Ready ready) {
                ready.log().close();
            }
            return opened;
        }
    }

    /** Why the log is not written; {@code null} when it is. */
    Opened.@Nullable Why refusal() throws Exception {
        return reopened() instanceof Opened.Refused refused ? refused.why() : null;
    }

    /** Reads all of it, as fsck does. */
    AuditReport fsck() throws Exception {
        return new LogAudit(disk, LogAudit.Settings.of(null)).run();
    }

    /** The same, with another directory in the place of this one. */
    MemoryLog with(MemoryDisk other) {
        return new MemoryLog(other, elsewhere);
    }

    String newest() {
        List<String> segments = disk.names().stream().filter(Names::isSegment).toList();
        return segments.get(segments.size() - 1);
    }

    static byte[] withoutFooter(byte[] segment) {
        return Arrays.copyOf(segment, segment.length - SegmentFooter.FRAME_BYTES);
    }
}
