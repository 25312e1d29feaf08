package dev.postern.sidecar.cli.ask;

import dev.postern.policy.Explanation;
import java.util.concurrent.CompletionStage;

/** Answers questions, from a bundle or by a sidecar. */
public interface Asker extends AutoCloseable {

    /** Completes with a reply in every case. */
    CompletionStage<Reply> ask(Question question);

    /** The reply and how it came about. */
    Explained explain(Question question);

    @Override
    void close();

    /** A reply and its explanation; the explanation's template is not looked at. */
    record Explained(Reply reply, Explanation explanation) {}
}
