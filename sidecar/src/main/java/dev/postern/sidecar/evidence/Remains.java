package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Segments that a run began and left without a single leaf: nothing refers to them, and they are taken away at a start. */
final class Remains {

    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private final Disk disk;

    Remains(Disk disk) {
        this.disk = disk;
    }

    /** Takes them away; returns the segments that are left, oldest first. */
    List<String> remove() throws IOException, RefusedException {
        List<String> names =
                new ArrayList<>(disk.names().stream().filter(Names::isSegment).toList());
        while (!names.isEmpty() && !hasLeaves(names.get(names.size() - 1))) {
            discard(names.remove(names.size() - 1));
        }
        return names;
    }

    private boolean hasLeaves(String name) throws IOException, RefusedException {
        try (SegmentReader segment = SegmentReader.open(disk, name)) {
            if (segment.advance(frame -> {}) == SegmentReader.End.DAMAGED) {
                throw new RefusedException(Opened.Why.DAMAGED, name + ": damaged at byte " + segment.end());
            }
            return segment.size() > segment.header().firstLeaf();
        } catch (DamagedException unfinished) {
            if (!isUnfinished(name)) {
                throw new RefusedException(Opened.Why.DAMAGED, name + ": " + unfinished.getMessage());
            }
            return false;
        }
    }

    /** A header is synced before the first frame is written, so what has come further was whole once. */
    private boolean isUnfinished(String name) throws IOException {
        try (DiskFile file = disk.openExisting(name)) {
            if (file.size() > SegmentHeader.MOST_BYTES) {
                return false;
            }
        }
        byte[] bytes = disk.read(name);
        return SegmentHeader.isTorn(bytes) && !Frame.isIn(bytes);
    }

    private void discard(String name) throws IOException {
        LOG.warn("{}: a segment without leaves is removed", name);
        disk.delete(name);
        disk.delete(Names.key(name));
        disk.syncNames();
    }
}
