package dev.postern.sidecar.egress;

import dev.postern.crypto.Sha256;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.remote.Fleet;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The scans of one sidecar of a fleet, one at a time, for measurements. Not thread-safe. */
public final class ScanningMember {

    private static final long LOCAL_BYTES = 100L << 20;

    private final Scanner scanner = new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS, System::nanoTime);
    private final Histogram fromFleet = new Histogram(3);
    private final Histogram scanned = new Histogram(3);
    private final KnownScans known;
    private long fromMemory;

    /** The member of {@code fleet}, with nothing in memory. */
    public ScanningMember(Fleet fleet, EpochTable epochs) {
        LocalTier local = new LocalTier(LOCAL_BYTES, epochs, fleet.invalidations(), System::nanoTime, Runnable::run);
        KnownDigests digests = new KnownDigests(new SplittableRandom(), 0);
        known = new KnownScans(local, fleet.tier(), digests, Sha256.of(new byte[1]), InstantSource.system());
    }

    /** Has a content's scan from memory, from the fleet, or by scanning, whichever is first. */
    public void ask(byte[] content) throws ExecutionException, InterruptedException {
        KnownScans.Content name = known.of("shop", content);
        if (known.here(name) != null) {
            fromMemory++;
            return;
        }
        long begin = System.nanoTime();
        if (known.pays(name) && fleet(name) != null) {
            fromFleet.recordValue(System.nanoTime() - begin);
            return;
        }
        begin = System.nanoTime();
        Scan scan = scanner.scan(content);
        long took = System.nanoTime() - begin;
        scanned.recordValue(took);
        known.keep(name, scan, took);
    }

    /** Answers from memory. */
    public long fromMemory() {
        return fromMemory;
    }

    /** What answers from the fleet took, in nanoseconds. */
    public Histogram fromFleet() {
        return fromFleet;
    }

    /** What scans took, in nanoseconds. */
    public Histogram scanned() {
        return scanned;
    }

    private KnownScans.@Nullable Shared fleet(KnownScans.Content name) throws ExecutionException, InterruptedException {
        CompletableFuture<KnownScans.@Nullable Shared> found = new CompletableFuture<>();
        known.ask(name, found::complete);
        return found.get();
    }
}
