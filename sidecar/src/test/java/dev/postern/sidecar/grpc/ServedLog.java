package dev.postern.sidecar.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.sidecar.evidence.SessionShelf;
import dev.postern.v1.EvidenceServiceGrpc;
import dev.postern.v1.EvidenceServiceGrpc.EvidenceServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log of twenty leaves in two segments, served in this process; its checkpoints are released by the test. */
final class ServedLog implements AutoCloseable {

    final WrittenLog log;
    final EvidenceCounters counters = new EvidenceCounters();
    final Tails tails;
    final ManagedChannel channel;
    final EvidenceServiceBlockingStub evidence;
    /** What was to be run while {@link #held}. */
    final Deque<Runnable> waiting = new ArrayDeque<>();
    /** Whether there is no room for tasks. */
    boolean full;
    /** Whether tasks are held back. */
    boolean held;

    private final List<Consumer<Released>> subscribers = new ArrayList<>();
    private final PublishedLog published;
    private final Server server;
    private Optional<Released> newest = Optional.empty();

    /** Served to ordinary callers, or to operators, who may see the bundles on {@code sessions}. */
    ServedLog(Path directory, @Nullable SessionShelf sessions) throws Exception {
        log = new WrittenLog(directory);
        log.run(0x11, true).receipts(0, 10).checkpoint().receipts(1, 3).end();
        log.segment().receipts(1, 4).receipts(0, 2).write().writeNodes();
        published = new PublishedLog(FileDisk.existing(directory), () -> newest, subscribers::add);
        tails = new Tails(published, this::run);
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(new EvidenceEndpoint(published, tails, counters, this::run, sessions))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        evidence = EvidenceServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        server.shutdownNow();
        published.close();
    }

    void release(int size) {
        newest = Optional.of(new Released(
                new Checkpoint(WrittenLog.ORIGIN, size, root(size)), note(size).getBytes(UTF_8), 0));
        subscribers.forEach(subscriber -> subscriber.accept(newest.orElseThrow()));
    }

    String note(int size) {
        return WrittenLog.note(size, root(size), WrittenLog.SIGNER).encode();
    }

    TreeHash root(int size) {
        Frontier tree = new Frontier();
        log.leaves.subList(0, size).forEach(leaf -> tree.append(MerkleHasher.leafHash(leaf)));
        return tree.root();
    }

    static void fails(Status.Code code, Runnable call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }

    private void run(Runnable task) {
        if (full) {
            throw new RejectedExecutionException();
        }
        if (held) {
            waiting.add(task);
        } else {
            task.run();
        }
    }
}
