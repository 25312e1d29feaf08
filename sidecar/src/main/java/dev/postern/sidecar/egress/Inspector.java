package dev.postern.sidecar.egress;

import dev.postern.crypto.Sha256;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Inspection;
import dev.postern.egress.Scan;
import dev.postern.egress.destination.WebUrl;
import dev.postern.egress.detect.ScanStream;
import dev.postern.egress.detect.Scanner;
import dev.postern.egress.duplicate.ProtectedCorpus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at contents: what is in them, and which protected text they are like. Thread-safe. */
final class Inspector {

    /** The scan of a place that nobody has looked at yet. */
    static final Scan NOTHING_FOUND = new Scan(List.of(), Optional.empty(), 0);

    /** Bytes of the largest content of which it is found out on an event loop whether it is known. */
    private static final int AT_ONCE = 256 << 10;

    private final Scanner scanner;
    private final ProtectedCorpus corpus;
    private final KnownScans known;
    private final LongSupplier nanoTime;

    Inspector(Scanner scanner, ProtectedCorpus corpus, KnownScans known, LongSupplier nanoTime) {
        this.scanner = scanner;
        this.corpus = corpus;
        this.known = known;
        this.nanoTime = nanoTime;
    }

    /** What a content of a tenant's is known by. */
    KnownScans.Content name(String tenant, byte[] content) {
        return known.of(tenant, content);
    }

    /** What a content of a tenant's came to when it came before and nothing was found in it; {@code null} if it is to be looked at. */
    @Nullable
    Inspection recall(String tenant, byte[] content) {
        KnownScans.Content name = corpus.size() > 0 || content.length > AT_ONCE ? null : known.recall(tenant, content);
        Scan scan = name == null ? null : known.here(name);
        return name == null || scan == null || !scan.findings().isEmpty()
                ? null
                : new Inspection(scan, NOTHING_FOUND, 0, name.digest(), content.length);
    }

    /** Whether to ask the fleet first is likely to be cheaper than to look. */
    boolean asks(KnownScans.Content name) {
        return known.here(name) == null && known.pays(name);
    }

    /** Asks the fleet, so that a content which another sidecar has looked at is known here; then runs {@code then}. */
    void ask(KnownScans.Content name, Consumer<KnownScans.@Nullable Shared> then) {
        known.ask(name, then);
    }

    /** Looks at a whole content. */
    Inspection inspect(KnownScans.Content name, byte[] content) {
        int copy = corpus.size() == 0 ? 0 : Copies.percent(corpus.copied(content));
        return new Inspection(scan(name, content), NOTHING_FOUND, copy, name.digest(), content.length);
    }

    /** What is known of a content that cannot be read. */
    static Inspection unread(byte[] content) {
        Scan scan = new Scan(List.of(), Optional.of(Incomplete.DECODED), 0);
        return new Inspection(scan, NOTHING_FOUND, 0, Sha256.of(content), content.length);
    }

    /** What is in the part of a URL that is sent to its host. */
    Scan inspect(WebUrl url) {
        return scanner.scan((url.path() + url.query()).getBytes(StandardCharsets.UTF_8));
    }

    /** The content without what was found in it; {@code null} where it does not come clean. */
    byte @Nullable [] redact(byte[] content, Scan scan) {
        return scan.findings().isEmpty()
                ? content
                : scanner.redact(content, scan).orElse(null);
    }

    /** A scan of a content that comes in parts. */
    ScanStream scan() {
        return scanner.stream();
    }

    /** Compares a content that comes in parts with the protected texts. */
    Copies copies() {
        return new Copies(corpus);
    }

    private Scan scan(KnownScans.Content name, byte[] content) {
        Scan here = known.here(name);
        if (here != null) {
            return here;
        }
        long start = nanoTime.getAsLong();
        Scan scan = scanner.scan(content);
        known.keep(name, scan, nanoTime.getAsLong() - start);
        return scan;
    }
}
