package dev.postern.client;

import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideBatchResponse;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.ExplainRequest;
import dev.postern.v1.ExplainResponse;
import dev.postern.v1.NearestMiss;
import dev.postern.v1.Outcome;
import dev.postern.v1.Rule;
import io.grpc.stub.StreamObserver;
import java.util.function.BiConsumer;

/** A sidecar that answers as its test tells it to. */
final class FakeSidecar extends DecisionServiceGrpc.DecisionServiceImplBase {

    static final Rule RULE = Rule.newBuilder()
            .setFile("tour.ccl")
            .setLine(3)
            .setText("permit file.read on '/docs/**'")
            .build();

    private final BiConsumer<DecideRequest, StreamObserver<DecideResponse>> script;

    FakeSidecar(BiConsumer<DecideRequest, StreamObserver<DecideResponse>> script) {
        this.script = script;
    }

    /** Allows reads, denies the rest. */
    static FakeSidecar honest() {
        return new FakeSidecar((request, observer) -> {
            observer.onNext(answer(request));
            observer.onCompleted();
        });
    }

    static DecideResponse answer(DecideRequest request) {
        boolean read = request.getAction().equals("file.read");
        DecideResponse.Builder response = DecideResponse.newBuilder()
                .setId(request.getId())
                .setDecision(read ? Outcome.ALLOW : Outcome.DENY)
                .setReason(read ? "policy.permit" : "policy.default")
                .setDecisionId("d-1");
        return read ? response.setRule(RULE).build() : response.build();
    }

    @Override
    public void decide(DecideRequest request, StreamObserver<DecideResponse> observer) {
        script.accept(request, observer);
    }

    @Override
    public void decideBatch(DecideBatchRequest request, StreamObserver<DecideBatchResponse> observer) {
        DecideBatchResponse.Builder response = DecideBatchResponse.newBuilder();
        for (DecideRequest check : request.getChecksList()) {
            // A check for nothing is left out: how a broken sidecar would shift every later answer.
            if (!check.getAction().equals("lost")) {
                response.addDecisions(answer(check));
            }
        }
        observer.onNext(response.build());
        observer.onCompleted();
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainResponse> observer) {
        observer.onNext(ExplainResponse.newBuilder()
                .setDecision(answer(request.getCheck()))
                .setNearestMiss(NearestMiss.newBuilder().setRule(RULE).addFailed("action file.read"))
                .setText("no rule matched")
                .build());
        observer.onCompleted();
    }
}
