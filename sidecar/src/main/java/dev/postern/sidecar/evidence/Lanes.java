package dev.postern.sidecar.evidence;

import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.LaneSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lanes of one run: one for each event loop, and one that all other threads share. Thread-safe. */
final class Lanes implements LaneSource {

    private static final int SHARED = 0;

    private final List<Home> homes = new ArrayList<>();
    private final List<ReceiptLane> lanes = new ArrayList<>();
    private final Lane shared;
    private final Supplier<@Nullable ScheduledExecutorService> loop;
    private final AtomicInteger opened = new AtomicInteger(SHARED + 1);

    Lanes(EvidenceConfig config, Surroundings around, Overload overload, Bell bell) {
        for (int i = 0; i <= around.loops(); i++) {
            Home home = new Home();
            Parking parking = new Parking(home, config.waiting(), config.patience(), around.nanoTime());
            LaneRing ring = new LaneRing(config.laneSlots(), config.laneBytes());
            homes.add(home);
            lanes.add(new ReceiptLane(around.boot(), i, ring, overload, bell, around.counters().shed, parking));
        }
        this.loop = around.loop();
        homes.get(SHARED).set(around.elsewhere());
        this.shared = new SharedLane(lanes.get(SHARED), around.elsewhere());
    }

    /** Each event loop gets a lane of its own; all other threads share one. */
    @Override
    public Lane open() {
        ScheduledExecutorService here = loop.get();
        int index = here == null ? SHARED : opened.getAndIncrement();
        if (here == null || index >= lanes.size()) {
            return shared;
        }
        homes.get(index).set(here);
        return lanes.get(index);
    }

    /** The lanes by their numbers. */
    List<ReceiptLane> all() {
        return lanes;
    }

    /** Answers that wait for their receipts. */
    int waiting() {
        return lanes.stream().mapToInt(lane -> lane.parking().size()).sum();
    }

    /** Appender: whether an answer waits for a receipt that lies on its lane. */
    boolean isAwaited() {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).parking().isOccupied() && !lanes.get(i).ring().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Appender: whether no lane is more than half full. */
    boolean haveRoom() {
        for (int i = 0; i < lanes.size(); i++) {
            if (!lanes.get(i).ring().isHalfEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Appender: whether nothing lies on any lane. */
    boolean areEmpty() {
        for (int i = 0; i < lanes.size(); i++) {
            if (!lanes.get(i).ring().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
