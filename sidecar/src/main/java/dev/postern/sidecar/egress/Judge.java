package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.ccl.Cidr;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.ContentVerdict;
import dev.postern.egress.EgressCertificate;
import dev.postern.egress.EgressFacts;
import dev.postern.egress.Inspection;
import dev.postern.egress.Scan;
import dev.postern.egress.Verdict;
import dev.postern.egress.destination.WebUrl;
import dev.postern.egress.detect.ScanStream;
import dev.postern.egress.detect.Scanner;
import dev.postern.egress.duplicate.ProtectedCorpus;
import dev.postern.egress.label.LabelFlow;
import dev.postern.egress.label.Labels;
import dev.postern.egress.label.SessionLabels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Faults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one content and one destination. Labels, findings and the destination itself each may refuse; what they
 * refuse is the doubt of a check of {@code egress.connect}, which then walks the same way as every other check, so that
 * limits, receipts, shadow mode and metrics are the same. Thread-safe.
 */
final class Judge {

    static final String CONNECT = "egress.connect";

    private final DecisionPipeline pipeline;
    private final ActiveProgram active;
    private final Scanner scanner;
    private final ProtectedCorpus corpus;
    private final EgressConfig config;
    private final SessionLabels sessions;
    private final @Nullable SigningKey key;

    Judge(
            DecisionPipeline pipeline,
            ActiveProgram active,
            Scanner scanner,
            ProtectedCorpus corpus,
            EgressConfig config,
            SessionLabels sessions,
            @Nullable SigningKey key) {
        this.pipeline = pipeline;
        this.active = active;
        this.scanner = scanner;
        this.corpus = corpus;
        this.config = config;
        this.sessions = sessions;
        this.key = key;
    }

    /**
     * All labels that a content carries: its own and those its session has seen. {@code null} when the session cannot be
     * remembered.
     */
    @Nullable
    Labels carried(EgressQuestion question) {
        return question.session().isEmpty()
                ? question.labels()
                : sessions.see(question.tenant(), question.session(), question.labels(), question.nowMillis());
    }

    /** How alike a content and the protected text nearest to it are, in percent; 0 when none is near. */
    int copy(byte[] content) {
        return corpus.size() == 0 ? 0 : percent(corpus.copied(content));
    }

    /** The same of a content that comes in parts. */
    Copies copies() {
        return new Copies(corpus);
    }

    static int percent(Optional<ProtectedCorpus.Copy> copy) {
        return copy.map(found -> (int) Math.round(100 * found.agreement())).orElse(0);
    }

    /** A scan of a content that comes in parts. */
    ScanStream scan() {
        return scanner.stream();
    }

    /** What would become of a content if no more of it came; makes no receipt and counts nothing. */
    Verdict foresee(EgressQuestion question, Target target, Inspection seen, @Nullable Labels carried) {
        Program program = active.get();
        if (program == null || target instanceof Target.Unclear) {
            return Verdict.BLOCK;
        }
        Case opened = open(program, question, url(target), target, seen, carried, true);
        Template connect = program.decide(opened.check(), new Scratch());
        if (connect.mode() == Mode.SHADOW) {
            return Verdict.ALLOW;
        }
        boolean blocked = opened.facts().doubt() != null || connect.outcome() == Outcome.DENY;
        return blocked ? Verdict.BLOCK : opened.content().verdict();
    }

    /**
     * Decides, and tells the sink on this thread or a later one.
     *
     * @param redactable whether the content can be redacted where it is now
     * @param released digest of what leaves on each verdict, for certificates
     */
    void decide(
            EgressQuestion question,
            Target target,
            Inspection inspection,
            @Nullable Labels carried,
            boolean redactable,
            Released released,
            Asked asked,
            Consumer<EgressAnswer> sink) {
        if (target instanceof Target.Unclear unclear) {
            sink.accept(refused(question, Reason.EGRESS_DESTINATION, unclear.fault(), asked));
            return;
        }
        Program program = active.get();
        WebUrl url = url(target);
        if (program == null) {
            sink.accept(refused(question, Reason.NOT_READY, "", asked));
            return;
        }
        Case opened = open(program, question, url, target, inspection, carried, redactable);
        pipeline.decide(
                opened.check(),
                asked.door(),
                asked.startNanos(),
                asked.caller(),
                decision -> sink.accept(answer(question, target, opened, decision, released)));
    }

    /** Where faults of the sidecar itself are counted. */
    Faults faults() {
        return pipeline.faults();
    }

    /** Refuses a question that has no destination to speak of. */
    EgressAnswer refused(EgressQuestion question, Reason reason, String fault, Asked asked) {
        return refused(question.tenant(), reason, fault, asked);
    }

    EgressAnswer refused(String tenant, Reason reason, String fault, Asked asked) {
        Decision decision = pipeline.refuse(tenant, reason, asked.door(), asked.startNanos());
        Verdict enforced = decision.template().enforced() == Outcome.DENY ? Verdict.BLOCK : Verdict.ALLOW;
        // What cannot be read cannot be connected to, whatever the mode.
        boolean shadowed = enforced == Verdict.ALLOW && fault.isEmpty();
        return new EgressAnswer(
                "",
                fault,
                List.of(),
                shadowed ? Verdict.ALLOW : Verdict.BLOCK,
                reason.code(),
                null,
                Verdict.BLOCK,
                decision,
                List.of(),
                ByteString.EMPTY);
    }

    /** What is known and thought of a content before the connection is decided. */
    private record Case(Check check, EgressFacts facts, LabelFlow flow, ContentVerdict content) {}

    private Case open(
            Program program,
            EgressQuestion question,
            WebUrl url,
            Target target,
            Inspection inspection,
            @Nullable Labels carried,
            boolean redactable) {
        Scan found = scanner.scan((url.path() + url.query()).getBytes(StandardCharsets.UTF_8));
        Labels accepted = config.labels().accepted().of(url.host().text());
        EgressFacts facts = new EgressFacts(
                question.direction(),
                url,
                addresses(target),
                inspection.withUrl(found),
                carried == null ? question.labels() : carried,
                accepted,
                question.session(),
                null,
                null);
        Check check = check(question, url, facts);
        LabelFlow flow = LabelFlow.of(facts.carried(), accepted, config.labels().declassifications(), check);
        ContentVerdict content = ContentVerdict.of(program, check, facts.inspection(), config.content(), new Scratch());
        if (content.verdict() == Verdict.REDACT && !redactable) {
            content = new ContentVerdict(Verdict.BLOCK, Reason.EGRESS_UNREDACTABLE, content.rule());
        }
        Reason doubt = doubt(target, carried, flow, content);
        EgressFacts decided = facts.decided(doubt == null ? content.verdict() : Verdict.BLOCK, doubt);
        return new Case(check(question, url, decided), decided, flow, content);
    }

    private static @Nullable Reason doubt(
            Target target, @Nullable Labels carried, LabelFlow flow, ContentVerdict content) {
        if (target instanceof Target.Forbidden forbidden) {
            return forbidden.reason();
        }
        if (carried == null) {
            return Reason.EGRESS_SESSION;
        }
        if (!flow.permitted()) {
            return Reason.EGRESS_LABELS;
        }
        return content.verdict() == Verdict.BLOCK ? content.reason() : null;
    }

    private EgressAnswer answer(
            EgressQuestion question, Target target, Case opened, Decision decision, Released released) {
        Template template = decision.template();
        boolean denied = template.outcome() == Outcome.DENY;
        ContentVerdict content = opened.content();
        Verdict meant = denied ? Verdict.BLOCK : content.verdict();
        boolean shadowed = template.mode() == Mode.SHADOW;
        boolean redacted = meant == Verdict.REDACT;
        String reason =
                redacted ? Reason.EGRESS_REDACTED.code() : template.reason().code();
        boolean byContent = redacted || (denied && template.reason() == content.reason());
        RuleRef rule = byContent ? content.rule() : template.rule();
        Verdict verdict = shadowed ? Verdict.ALLOW : meant;
        return new EgressAnswer(
                opened.facts().url().toString(),
                target instanceof Target.Forbidden forbidden ? forbidden.fault() : "",
                Targets.texts(addresses(target)),
                verdict,
                reason,
                rule,
                meant,
                decision,
                opened.facts().inspection().url().findings(),
                question.certified()
                        ? certificate(question, opened, decision, verdict, reason, rule, released)
                        : ByteString.EMPTY);
    }

    private ByteString certificate(
            EgressQuestion question,
            Case opened,
            Decision decision,
            Verdict verdict,
            String reason,
            @Nullable RuleRef rule,
            Released released) {
        if (key == null) {
            return ByteString.EMPTY;
        }
        byte[] signed = new EgressCertificate(
                        decision.id().toString(),
                        Math.floorDiv(question.nowMillis(), 1000L),
                        question.tenant(),
                        question.principal().id(),
                        opened.facts(),
                        opened.flow(),
                        verdict,
                        reason,
                        rule,
                        released.on(verdict).orElse(null),
                        decision.policyDigest())
                .signed(key);
        return ByteString.copyFrom(signed);
    }

    private static Check check(EgressQuestion question, WebUrl url, EgressFacts facts) {
        return new Check(
                question.tenant(),
                question.principal(),
                CONNECT,
                url.resource(),
                question.context(),
                question.facts() == Attributes.NONE ? facts : new KnownFacts(question.facts(), facts),
                question.nowMillis(),
                question.credential());
    }

    private static WebUrl url(Target target) {
        return target instanceof Target.Reached reached ? reached.url() : ((Target.Forbidden) target).url();
    }

    private static List<Cidr> addresses(Target target) {
        if (target instanceof Target.Reached reached) {
            return reached.addresses();
        }
        return target instanceof Target.Forbidden forbidden ? forbidden.addresses() : List.of();
    }

    /** What leaves on a verdict. */
    @FunctionalInterface
    interface Released {
        Optional<ContentDigest> on(Verdict verdict);
    }
}
