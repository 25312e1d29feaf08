package dev.postern.sidecar.egress;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Inspection;
import dev.postern.egress.Redaction;
import dev.postern.egress.Scan;
import dev.postern.egress.Verdict;
import dev.postern.egress.detect.ScanStream;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Basis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One content that comes in parts. What is settled is released as soon as the verdict on all that was seen so far lets it
 * go; only what is not settled is held. Used by one thread at a time.
 */
public final class EgressStream implements Sieve {

    private static final byte[] NOTHING = {};

    private final EgressQuestion question;
    private final Asked asked;
    private final CompletionStage<List<Target>> reading;
    private final Inspector inspector;
    private final Judge judge;
    private final ScanStream scan;
    private final StreamSlots.Slot slot;
    private final Sha256 came = new Sha256();
    private final Leaving leaving;
    private final Copies copies;
    private final Held held = new Held();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Labels carried;
    private @Nullable List<Target> targets;
    private Verdict foreseen = Verdict.ALLOW;
    private boolean redacting;
    private boolean unread;
    private boolean shed;
    private long beside;
    private long released;
    private long bytes;

    EgressStream(
            EgressQuestion question,
            Asked asked,
            CompletionStage<List<Target>> reading,
            Inspector inspector,
            Judge judge,
            StreamSlots.Slot slot) {
        this.question = question;
        this.asked = asked;
        this.reading = reading;
        this.inspector = inspector;
        this.judge = judge;
        this.scan = inspector.scan();
        this.leaving = new Leaving(inspector::scan);
        this.copies = inspector.copies();
        this.slot = slot;
    }

    /** The content that comes back from where this one went. */
    EgressStream answer(Asked asking, StreamSlots.Slot other) {
        return new EgressStream(question.ofResponse(), asking, reading, inspector, judge, other);
    }

    /** Waits for the destinations; what was done is run once they are known. */
    public void whenReady(Runnable then) {
        reading.whenComplete((found, fault) -> then.run());
    }

    /** Looks at the destinations before any content came. */
    public void open() {
        targets = reading.toCompletableFuture().join();
        carried = judge.carried(question);
        foresee();
        hold();
    }

    /** The checked addresses of the first destination; empty until they are known. */
    public List<String> addresses() {
        return targets != null && targets.get(0) instanceof Target.Reached reached
                ? Targets.texts(reached.addresses())
                : List.of();
    }

    @Override
    public boolean blocked() {
        return foreseen == Verdict.BLOCK;
    }

    /** Says how many bytes are held for it elsewhere. */
    void beside(long bytes) {
        beside = bytes;
        hold();
    }

    /** Whether something was redacted. */
    boolean redacts() {
        return redacting;
    }

    /** Whether nothing more is looked at: a limit was exceeded, or what comes cannot be read. */
    boolean exceeded() {
        return unread || scan.exceeded();
    }

    /** From now on nothing can be read of what comes: it is blocked, or policy lets it leave as it is. */
    void unread() {
        unread = true;
        foresee();
    }

    @Override
    public byte[] push(byte[] part) {
        if (blocked()) {
            return NOTHING;
        }
        came.update(part);
        bytes += part.length;
        held.add(part);
        List<Finding> found = unread ? List.of() : scan.push(part);
        findings.addAll(found);
        if (copies.add(part) || exceeded() || !found.isEmpty()) {
            foresee();
        }
        byte[] free = release(exceeded() ? bytes : scan.settledBytes(), found);
        hold();
        return free;
    }

    @Override
    public void end(Consumer<byte[]> last, Consumer<EgressOutcome> sink) {
        if (shed) {
            close();
            // What was held back is gone: that blocks, also where the denials of a tenant are not enforced.
            sink.accept(slot.count(EgressOutcome.of(judge.refused("", Reason.SHED, "", asked))));
            return;
        }
        Scan seen = scan.end();
        Scan whole = new Scan(seen.findings(), incomplete(), seen.bytes());
        List<Finding> found = whole.findings()
                .subList(
                        Math.min(findings.size(), whole.findings().size()),
                        whole.findings().size());
        findings.addAll(found);
        ContentDigest digest = came.digest();
        copies.compare();
        Inspection inspection = new Inspection(whole, Inspector.NOTHING_FOUND, copies.percent(), digest, bytes);
        if (!blocked()) {
            foresee(inspection);
        }
        byte[] free = release(bytes, found);
        byte[] rest = blocked() ? NOTHING : joined(free, leaving.end());
        ContentDigest left = leaving.digest();
        List<Target> all = targets == null ? List.of() : targets;
        Answers answers = new Answers(all.size(), list -> {
            EgressOutcome outcome = EgressOutcome.of(list, inspection, null);
            if (outcome.verdict() != Verdict.BLOCK) {
                last.accept(rest);
            }
            close();
            sink.accept(slot.count(outcome));
        });
        Seen whatCame = new Seen(
                inspection,
                Basis.FRESH,
                carried,
                !leaving.unclean(),
                verdict -> verdict == Verdict.BLOCK ? Optional.empty() : Optional.of(left));
        for (int i = 0; i < all.size(); i++) {
            int index = i;
            judge.decide(question, all.get(i), whatCame, asked, answer -> answers.put(index, answer));
        }
    }

    /** Gives the stream's place back; to be called however it ends. */
    @Override
    public void close() {
        slot.give();
    }

    /** Where there is no room for what it holds nothing more of it is looked at, and nothing more leaves. */
    private void hold() {
        long found = (long) KnownScans.FINDING_BYTES * findings.size();
        if (!slot.holds(held.capacity() + scan.capacity() + leaving.capacity() + found + beside)) {
            shed = true;
            foreseen = Verdict.BLOCK;
        }
    }

    private Optional<Incomplete> incomplete() {
        return scan.incomplete().or(() -> unread ? Optional.of(Incomplete.DECODED) : Optional.empty());
    }

    private void foresee() {
        foresee(new Inspection(
                new Scan(findings, incomplete(), bytes),
                Inspector.NOTHING_FOUND,
                copies.percent(),
                ContentDigest.ZERO,
                bytes));
    }

    private void foresee(Inspection seen) {
        Verdict verdict = Verdict.ALLOW;
        for (Target target : targets == null ? List.<Target>of() : targets) {
            verdict = verdict.and(judge.foresee(question, target, seen, carried));
        }
        foreseen = targets == null || targets.isEmpty() ? Verdict.BLOCK : verdict;
    }

    /** What lies before position {@code to} of the content, and was not released yet. */
    private byte[] release(long to, List<Finding> found) {
        int count = (int) Math.max(0, Math.min(held.size(), to - released));
        if (blocked() || count == 0) {
            return NOTHING;
        }
        redacting |= foreseen == Verdict.REDACT && !found.isEmpty();
        byte[] taken = held.take(count);
        byte[] free = foreseen == Verdict.REDACT ? Redaction.redact(taken, 0, count, released, found) : taken;
        released += count;
        byte[] leaves = leaving.pass(free, redacting);
        foreseen = leaving.unclean() ? Verdict.BLOCK : foreseen;
        return leaves;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
