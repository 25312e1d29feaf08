package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.egress.Inspection;
import dev.postern.egress.Scan;
import dev.postern.egress.Verdict;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Basis;
import dev.postern.sidecar.decide.CacheLabel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One content that comes in one piece. */
final class WholeContent {

    private final EgressQuestion question;
    private final Asked asked;
    private final Inspector inspector;
    private final Judge judge;
    private final Executor executor;
    private final Consumer<EgressOutcome> sink;

    WholeContent(
            EgressQuestion question,
            Asked asked,
            Inspector inspector,
            Judge judge,
            Executor executor,
            Consumer<EgressOutcome> sink) {
        this.question = question;
        this.asked = asked;
        this.inspector = inspector;
        this.judge = judge;
        this.executor = executor;
        this.sink = sink;
    }

    /**
     * Answers on the executor, once the fleet was asked where that is likely to be cheaper than to look.
     *
     * @param most bytes that a content that is encoded may decode to
     */
    void inquire(byte[] content, ContentCoding coding, long most, List<Target> targets) {
        hop(() -> {
            byte[] read = coding == ContentCoding.IDENTITY ? content : Decoding.whole(coding, content, most);
            if (read == null) {
                answer(content, Inspector.unread(content), Basis.FRESH, targets);
                return;
            }
            KnownScans.Content name = inspector.name(question.tenant(), read);
            if (inspector.asks(name)) {
                inspector.ask(
                        name,
                        there -> hop(() -> {
                            Inspection inspection = inspector.inspect(name, read);
                            answer(read, inspection, basis(inspection.content(), there), targets);
                        }));
            } else {
                answer(read, inspector.inspect(name, read), Basis.FRESH, targets);
            }
        });
    }

    /** Answers on this thread. */
    void answer(byte[] content, List<Target> targets) {
        guarded(() -> {
            KnownScans.Content name = inspector.name(question.tenant(), content);
            answer(content, inspector.inspect(name, content), Basis.FRESH, targets);
        });
    }

    /** Answers on this thread if the content is known and nothing was found in it; else does nothing and says so. */
    boolean recall(byte[] content, List<Target> targets) {
        Inspection known = inspector.recall(question.tenant(), content);
        if (known != null) {
            guarded(() -> answer(content, known, Basis.FRESH, targets));
        }
        return known != null;
    }

    /** What the fleet knew counts where it was used; it may be of no use any more by then. */
    @SuppressWarnings("ReferenceEquality") // a scan that was made here may be equal to it
    private static Basis basis(Scan used, KnownScans.@Nullable Shared there) {
        return there != null && there.scan() == used ? new Basis(CacheLabel.L2, there.ageMillis()) : Basis.FRESH;
    }

    private void hop(Runnable work) {
        try {
            executor.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            refuse(Reason.SHED);
        }
    }

    /** Whatever happens there is an answer: a fault blocks. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            judge.faults().add(e);
            refuse(Reason.INTERNAL);
        }
    }

    private void refuse(Reason reason) {
        // What went wrong here blocks, also where the denials of a tenant are not enforced.
        String tenant = reason == Reason.INTERNAL ? "" : question.tenant();
        sink.accept(EgressOutcome.of(judge.refused(tenant, reason, "", asked)));
    }

    private void answer(byte[] content, Inspection inspection, Basis basis, List<Target> targets) {
        byte[] redacted = redacted(content, inspection.content());
        Seen seen = new Seen(
                inspection,
                basis,
                judge.carried(question),
                redacted != null,
                verdict -> released(verdict, inspection.digest(), redacted));
        Answers answers = new Answers(targets.size(), all -> {
            ByteString leaving =
                    redacted == null || inspection.content().findings().isEmpty()
                            ? null
                            : ByteString.copyFrom(redacted);
            sink.accept(EgressOutcome.of(all, inspection, leaving));
        });
        for (int i = 0; i < targets.size(); i++) {
            int index = i;
            judge.decide(question, targets.get(i), seen, asked, answer -> answers.put(index, answer));
        }
    }

    private byte @Nullable [] redacted(byte[] content, Scan scan) {
        return asked.redacts() || scan.findings().isEmpty() ? inspector.redact(content, scan) : null;
    }

    private static Optional<ContentDigest> released(Verdict verdict, ContentDigest digest, byte @Nullable [] redacted) {
        return switch (verdict) {
            case ALLOW -> Optional.of(digest);
            case REDACT -> redacted == null ? Optional.empty() : Optional.of(Sha256.of(redacted));
            case BLOCK -> Optional.empty();
        };
    }
}
