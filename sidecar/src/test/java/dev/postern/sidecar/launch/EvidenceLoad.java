package dev.postern.sidecar.launch;

import dev.postern.client.Answer;
import dev.postern.client.CheckRequest;
import dev.postern.client.EvidenceClient;
import dev.postern.client.PosternClient;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.SignedNote;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks sidecars one after another as fast as they answer, and remembers what it was told. */
final class EvidenceLoad {

    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    /** How many questions are under way at a time, unless said otherwise. */
    static final int IN_FLIGHT = 64;

    private static final CheckRequest DURABLE =
            CheckRequest.of("pay", "/invoices/7").principal("alice");
    private static final CheckRequest ASYNC =
            CheckRequest.of("read", "/invoices/7").principal("alice");

    private final Map<String, Long> durable = new ConcurrentHashMap<>();
    private final Map<String, Long> async = new ConcurrentHashMap<>();
    private final Map<String, Long> refused = new ConcurrentHashMap<>();
    private final List<Checkpoint> shown = new CopyOnWriteArrayList<>();

    /** Decision ids of allowed checks whose receipts had to be on disk before, with the monotonic time of the answer. */
    Map<String, Long> durable() {
        return durable;
    }

    /** Decision ids of allowed checks that waited for nothing, with the monotonic time of the answer. */
    Map<String, Long> async() {
        return async;
    }

    /** How many durable checks were denied for want of evidence. */
    int refused() {
        return refused.size();
    }

    /** Checkpoints that were shown. */
    List<Checkpoint> shown() {
        return shown;
    }

    /** Remembers a checkpoint that was shown. */
    void shown(String note) {
        SignedNote signed = Objects.requireNonNull(SignedNote.parse(note), note);
        shown.add(Objects.requireNonNull(Checkpoint.parse(signed.text()), note));
    }

    /** Asks until the sidecar is dead, or that many checks were answered. */
    void run(Postern postern, int most) throws InterruptedException {
        run(postern, most, IN_FLIGHT);
    }

    /** The same with so many questions under way at a time. */
    void run(Postern postern, int most, int inFlight) throws InterruptedException {
        Semaphore room = new Semaphore(inFlight);
        try (PosternClient client = PosternClient.builder(postern.checks())
                        .deadline(DEADLINE)
                        .build();
                EvidenceClient evidence = EvidenceClient.open(postern.checks(), null, PATIENT)) {
            for (int i = 0; postern.isAlive() && i < most; i++) {
                room.acquire();
                boolean waits = i % 2 == 0;
                var unused = client.checkAsync(waits ? DURABLE : ASYNC).whenComplete((answer, fault) -> {
                    // Remembered before there is room again: whoever has all the room knows all the answers.
                    if (fault == null) {
                        remember(answer, waits ? durable : async);
                    }
                    room.release();
                });
                if (i % 200 == 199) {
                    checkpoint(evidence);
                }
            }
            if (!room.tryAcquire(inFlight, PATIENT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("questions without an answer");
            }
        }
    }

    private void remember(Answer answer, Map<String, Long> into) {
        if (answer.allowed()) {
            into.put(answer.decisionId(), System.nanoTime());
        } else if (answer.reason().equals("evidence.unavailable")) {
            refused.put(answer.decisionId(), System.nanoTime());
        }
    }

    private void checkpoint(EvidenceClient evidence) {
        try {
            shown(evidence.checkpoint());
        } catch (StatusRuntimeException dead) {
            // Seen by whoever asks next whether it is alive.
        }
    }
}
