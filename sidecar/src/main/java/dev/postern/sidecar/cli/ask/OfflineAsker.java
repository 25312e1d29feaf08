package dev.postern.sidecar.cli.ask;

import dev.postern.policy.Check;
import dev.postern.policy.Explanation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers from a compiled bundle. Not thread-safe. */
public final class OfflineAsker implements Asker {

    private final Program program;
    private final Clock clock;
    private final @Nullable LimitCounters limits;
    private final Scratch scratch = new Scratch();

    /** Counts permitted checks against {@code limits}, if there are any to count in. */
    public OfflineAsker(Program program, Clock clock, @Nullable LimitCounters limits) {
        this.program = program;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Reply> ask(Question question) {
        Template template = decide(question);
        return CompletableFuture.completedFuture(Reply.of(question.id(), template.enforced(), template));
    }

    @Override
    public Explained explain(Question question) {
        Explanation explanation = program.explain(question.toCheck(clock.millis()));
        Template template = explanation.template();
        return new Explained(Reply.of(question.id(), template.enforced(), template), explanation);
    }

    /** What policy itself says, shadow mode or not. */
    public Template decide(Question question) {
        Check check = question.toCheck(clock.millis());
        Template template = program.decide(check, scratch);
        if (limits != null && template.outcome() == Outcome.ALLOW) {
            Template refused = program.admit(check, limits);
            return refused == null ? template : refused;
        }
        return template;
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
