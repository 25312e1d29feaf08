package dev.postern.sidecar.egress;

import dev.postern.crypto.ContentDigest;
import dev.postern.egress.Scan;
import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.cache.RemoteTier;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scans of contents that were scanned before, here or by another sidecar of the fleet. A scan is known by the content, all of
 * it, and by what was looked for; only those that saw everything are kept. Thread-safe; nothing here waits.
 */
public final class KnownScans {

    /** Bytes that a finding takes in memory, about. */
    static final int FINDING_BYTES = 160;
    /** How much the newest scan counts in the mean: one part in so many. */
    private static final int MEAN_OF = 8;

    private final LocalTier local;
    private final RemoteTier remote;
    private final KnownDigests digests;
    private final ContentDigest rules;
    private final InstantSource clock;
    /** Picoseconds that scanning a byte has lately taken. */
    private final AtomicLong perByte = new AtomicLong(10_000);

    /**
     * Scans kept in {@code local} and {@code remote}.
     *
     * @param digests of contents that came before
     * @param rules names what is looked for, and how; with another name nothing is known
     */
    public KnownScans(
            LocalTier local, RemoteTier remote, KnownDigests digests, ContentDigest rules, InstantSource clock) {
        this.local = local;
        this.remote = remote;
        this.digests = digests;
        this.rules = rules;
        this.clock = clock;
    }

    /** Remembers nothing. */
    public static KnownScans forgetful(InstantSource clock) {
        LocalTier nothing = new LocalTier(0, new EpochTable(), Freshness.ALONE, () -> 0, Runnable::run);
        KnownDigests none = new KnownDigests(new SecureRandom(), 0);
        return new KnownScans(nothing, RemoteTier.NONE, none, ContentDigest.ZERO, clock);
    }

    /** What a content is known by, and what counted when it was first asked for. */
    record Content(EntryKey key, ContentDigest digest, long bytes, Epochs made) {}

    /** A scan by another sidecar, and how long ago it was made. */
    record Shared(Scan scan, long ageMillis) {}

    Content of(String tenant, byte[] content) {
        return of(tenant, digests.of(tenant, content), content.length);
    }

    /** The same for a content that came before; {@code null} for others, and that only costs a hash. */
    @Nullable
    Content recall(String tenant, byte[] content) {
        ContentDigest digest = digests.recall(tenant, content);
        return digest == null ? null : of(tenant, digest, content.length);
    }

    private Content of(String tenant, ContentDigest digest, long bytes) {
        ByteBuffer canonical = ByteBuffer.allocate(2 * ContentDigest.BYTES + Long.BYTES);
        canonical.put(rules.toByteArray()).put(digest.toByteArray()).putLong(bytes);
        EntryKey key = EntryKey.of(Namespace.EGRESS, tenant, canonical.array());
        return new Content(key, digest, bytes, local.epochs(tenant, ""));
    }

    /** The scan of a content if it is known here. */
    @Nullable
    Scan here(Content content) {
        return local.find(content.key(), "", clock.millis(), Scan.class);
    }

    /** Whether to ask the fleet is likely to be cheaper than to scan. */
    boolean pays(Content content) {
        return remote.pays(nanos(content.bytes()));
    }

    /** Asks the fleet; {@code sink} is told once, on any thread, {@code null} when nobody knows. */
    void ask(Content content, Consumer<@Nullable Shared> sink) {
        remote.find(
                content.key(), "", content.made(), entry -> sink.accept(entry == null ? null : read(content, entry)));
    }

    /** Keeps a scan that took so long. */
    void keep(Content content, Scan scan, long tookNanos) {
        if (!scan.complete()) {
            return;
        }
        if (content.bytes() > 0) {
            long now = tookNanos * 1_000 / content.bytes();
            perByte.updateAndGet(mean -> mean + (now - mean) / MEAN_OF);
        }
        long from = clock.millis();
        long until = from + Namespace.EGRESS.longest().toMillis();
        local.keep(content.key(), scan, FINDING_BYTES * scan.findings().size(), content.made(), from, until);
        if (remote.pays(tookNanos)) {
            remote.keep(content.key(), new Entry(ScanBytes.write(scan), "", content.made(), from, until));
        }
    }

    private @Nullable Shared read(Content content, Entry entry) {
        Scan scan = ScanBytes.read(entry.payload());
        if (scan == null) {
            return null;
        }
        local.keep(
                content.key(),
                scan,
                FINDING_BYTES * scan.findings().size(),
                entry.epochs(),
                entry.fromMillis(),
                entry.untilMillis());
        return new Shared(scan, Math.max(0, clock.millis() - entry.fromMillis()));
    }

    private long nanos(long bytes) {
        return bytes * perByte.get() / 1_000;
    }
}
