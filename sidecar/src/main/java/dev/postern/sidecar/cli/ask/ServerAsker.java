package dev.postern.sidecar.cli.ask;

import dev.postern.client.Answer;
import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import dev.postern.policy.Explanation;
import dev.postern.policy.Explanation.Considered;
import dev.postern.policy.Explanation.NearestMiss;
import dev.postern.policy.Reason;
import dev.postern.policy.Template;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Has a sidecar answer. Thread-safe. */
final class ServerAsker implements Asker {

    private final PosternClient client;
    private final String token;
    private final String proof;

    /** Takes the client over and closes it; shows nothing with its questions. */
    ServerAsker(PosternClient client) {
        this(client, "", "");
    }

    /** As above, and shows a token and a proof, empty for none, with each question. */
    ServerAsker(PosternClient client, String token, String proof) {
        this.client = client;
        this.token = token;
        this.proof = proof;
    }

    @Override
    public CompletionStage<Reply> ask(Question question) {
        return client.checkAsync(request(question)).thenApply(answer -> Reply.of(question.id(), answer));
    }

    @Override
    public Explained explain(Question question) {
        dev.postern.client.Explained explained = client.explain(request(question));
        Answer answer = explained.answer();
        Explanation explanation = new Explanation(
                Template.refusal(Reason.INTERNAL),
                explained.considered().stream()
                        .map(rule -> new Considered(Reply.ref(rule.getRule()), rule.getMatched(), rule.getFailedList()))
                        .toList(),
                nearestMiss(explained.nearestMiss()),
                explained.text());
        return new Explained(Reply.of(question.id(), answer), explanation);
    }

    @Override
    public void close() {
        client.close();
    }

    private CheckRequest request(Question question) {
        return question.toRequest().token(token).proof(proof);
    }

    private static @Nullable NearestMiss nearestMiss(dev.postern.v1.@Nullable NearestMiss miss) {
        return miss == null ? null : new NearestMiss(Reply.ref(miss.getRule()), miss.getFailedList());
    }
}
