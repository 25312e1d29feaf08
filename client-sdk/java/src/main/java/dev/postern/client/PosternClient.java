package dev.postern.client;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.MessageLite;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideBatchResponse;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.ExplainRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a sidecar and fails closed: an RPC error, a passed deadline, an answer without a decision or to another question
 * is a denial with one of {@link ClientReason}'s codes, never an exception. Only {@link #require} throws, because it was
 * asked to. Thread-safe; one client serves a whole process.
 */
public final class PosternClient implements AutoCloseable {

    private final Connection connection;
    private final long deadlineNanos;
    private final Semaphore inFlight;

    private PosternClient(Connection connection, Builder builder) {
        this.connection = connection;
        this.deadlineNanos = builder.deadline.toNanos();
        this.inFlight = new Semaphore(builder.maxInFlight);
    }

    /**
     * A client to be of the sidecar at {@code host:port} or {@code unix:/path}.
     *
     * @throws IllegalArgumentException when {@code target} is neither
     */
    public static Builder builder(String target) {
        return new Builder(Target.parse(target));
    }

    /** Asks and waits for the answer, at most as long as the deadline. */
    public Answer check(CheckRequest check) {
        return checkAsync(check).toCompletableFuture().join();
    }

    /** Asks; the stage completes with an answer in every case, on a thread of the channel. */
    public CompletionStage<Answer> checkAsync(CheckRequest check) {
        String id = check.wire().getId();
        return call(
                DecisionServiceGrpc.getDecideMethod(),
                check.wire(),
                response -> Answer.of(id, response),
                (reason, detail) -> Answer.denied(id, reason, detail));
    }

    /**
     * Asks and insists on being allowed.
     *
     * @throws DeniedException on a denial, whoever made it
     */
    public Answer require(CheckRequest check) {
        return check(check).orThrow();
    }

    /** Asks several questions in one call; one answer for each, in order. */
    public List<Answer> checkAll(List<CheckRequest> checks) {
        return checkAllAsync(checks).toCompletableFuture().join();
    }

    /** As {@link #checkAll}, without waiting. */
    public CompletionStage<List<Answer>> checkAllAsync(List<CheckRequest> checks) {
        if (checks.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<CheckRequest> asked = List.copyOf(checks);
        DecideBatchRequest.Builder request = DecideBatchRequest.newBuilder();
        asked.forEach(check -> request.addChecks(check.wire()));
        return call(
                DecisionServiceGrpc.getDecideBatchMethod(),
                request.build(),
                response -> answers(asked, response),
                (reason, detail) -> denials(asked, reason, detail));
    }

    /** Asks for the answer and how it comes about; counts against no limit. */
    public Explained explain(CheckRequest check) {
        return explainAsync(check).toCompletableFuture().join();
    }

    /** As {@link #explain}, without waiting. */
    public CompletionStage<Explained> explainAsync(CheckRequest check) {
        String id = check.wire().getId();
        return call(
                DecisionServiceGrpc.getExplainMethod(),
                ExplainRequest.newBuilder().setCheck(check.wire()).build(),
                response -> Explained.of(id, response),
                (reason, detail) -> Explained.denied(Answer.denied(id, reason, detail)));
    }

    /** Ends the connection; calls in flight get two seconds to finish, later ones are denied. */
    @Override
    public void close() {
        connection.close();
    }

    private <Q extends MessageLite, R extends MessageLite, A> CompletionStage<A> call(
            MethodDescriptor<Q, R> method, Q request, Function<R, A> read, BiFunction<ClientReason, String, A> deny) {
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    deny.apply(ClientReason.OVERLOAD, "too many calls are in flight in this client"));
        }
        CompletableFuture<A> answer = new CompletableFuture<>();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadlineNanos, TimeUnit.NANOSECONDS);
        Futures.addCallback(
                ClientCalls.futureUnaryCall(connection.channel().newCall(method, options), request),
                new FutureCallback<R>() {
                    @Override
                    public void onSuccess(@Nullable R response) {
                        inFlight.release();
                        answer.complete(
                                response == null
                                        ? deny.apply(ClientReason.PROTOCOL, "the answer is empty")
                                        : read.apply(response));
                    }

                    @Override
                    public void onFailure(Throwable thrown) {
                        inFlight.release();
                        Status status = Status.fromThrowable(thrown);
                        answer.complete(deny.apply(ClientReason.of(status), describe(status)));
                    }
                },
                MoreExecutors.directExecutor());
        return answer;
    }

    private static List<Answer> answers(List<CheckRequest> asked, DecideBatchResponse response) {
        List<DecideResponse> decisions = response.getDecisionsList();
        if (decisions.size() != asked.size()) {
            String detail = decisions.size() + " answers came to " + asked.size() + " questions";
            return denials(asked, ClientReason.PROTOCOL, detail);
        }
        List<Answer> answers = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            answers.add(Answer.of(asked.get(i).wire().getId(), decisions.get(i)));
        }
        return List.copyOf(answers);
    }

    private static List<Answer> denials(List<CheckRequest> asked, ClientReason reason, String detail) {
        return asked.stream()
                .map(check -> Answer.denied(check.wire().getId(), reason, detail))
                .toList();
    }

    private static String describe(Status status) {
        String description = status.getDescription();
        return description == null ? status.getCode().name() : status.getCode().name() + ": " + description;
    }

    /** Settings of a client to be. */
    public static final class Builder {

        private static final Duration MIN_KEEP_ALIVE = Duration.ofSeconds(10);

        private final Target target;
        private Duration deadline = Duration.ofMillis(250);
        private Duration keepAlive = Connection.KEEP_ALIVE;
        private int maxInFlight = 1_024;
        private @Nullable Tls tls;

        private Builder(Target target) {
            this.target = target;
        }

        /** How long an answer may take, connecting included; 250 ms unless set. */
        public Builder deadline(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("a deadline of " + deadline + ", expected a positive one");
            }
            this.deadline = deadline;
            return this;
        }

        /**
         * After how long a silence of the sidecar it is asked for a sign of life; without one the connection is replaced
         * two seconds later. 15 seconds unless set, at least 10; a sidecar lets nobody ask more often.
         */
        public Builder keepAlive(Duration silence) {
            if (silence.compareTo(MIN_KEEP_ALIVE) < 0) {
                throw new IllegalArgumentException(
                        "a keepalive of " + silence + ", expected at least " + MIN_KEEP_ALIVE);
            }
            this.keepAlive = silence;
            return this;
        }

        /** How many calls may wait for their answers at once, 1,024 unless set; more are denied at once. */
        public Builder maxInFlight(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException(calls + " calls in flight, expected at least 1");
            }
            this.maxInFlight = calls;
            return this;
        }

        /** Protects the connection; plain text unless set. */
        public Builder tls(Tls tls) {
            this.tls = tls;
            return this;
        }

        /**
         * The client. It connects with its first call.
         *
         * @throws IllegalArgumentException when a PEM file cannot be used
         */
        public PosternClient build() {
            return new PosternClient(Connection.open(target, tls, keepAlive), this);
        }

        /** A client over a channel made elsewhere, which it closes. */
        PosternClient over(ManagedChannel channel) {
            return new PosternClient(Connection.over(channel), this);
        }
    }
}
