package dev.postern.sidecar.telemetry;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What has been judged since the start. Thread-safe and lock-free. */
public final class EgressCounters {

    private final Map<Verdict, LongAdder> contents = adders(Verdict.class);
    private final Map<FindingType, LongAdder> findings = adders(FindingType.class);
    private final Map<Incomplete, LongAdder> incomplete = adders(Incomplete.class);
    private final LongAdder bytes = new LongAdder();
    private final LongAdder streams = new LongAdder();
    private final LongAdder held = new LongAdder();

    /** Contents whose strictest verdict was this one. */
    public long contents(Verdict verdict) {
        return sum(contents, verdict);
    }

    /** Findings of a type in contents. */
    public long findings(FindingType type) {
        return sum(findings, type);
    }

    /** Contents that were not seen whole for this reason. */
    public long incomplete(Incomplete why) {
        return sum(incomplete, why);
    }

    /** Bytes of contents that were judged. */
    public long bytes() {
        return bytes.sum();
    }

    /** Streams that are open now. */
    public long streams() {
        return streams.sum();
    }

    /** Bytes that streams hold now, all together. */
    public long held() {
        return held.sum();
    }

    /** A stream holds so many bytes more, or less. */
    public void held(long more) {
        held.add(more);
    }

    /** A stream was opened. */
    public void opened() {
        streams.increment();
    }

    /** A stream ended. */
    public void closed() {
        streams.decrement();
    }

    /** Counts a content that was judged, of so many bytes. */
    public void count(Verdict verdict, List<Finding> found, Optional<Incomplete> why, long size) {
        add(contents, verdict);
        for (Finding finding : found) {
            add(findings, finding.type());
        }
        why.ifPresent(limit -> add(incomplete, limit));
        bytes.add(size);
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    private static <E> void add(Map<E, LongAdder> adders, E key) {
        LongAdder adder = adders.get(key);
        if (adder != null) {
            adder.increment();
        }
    }

    private static <E> long sum(Map<E, LongAdder> adders, E key) {
        LongAdder adder = adders.get(key);
        return adder == null ? 0 : adder.sum();
    }
}
