package dev.postern.sidecar.cli.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.sidecar.grpc.EvidenceEndpoint;
import dev.postern.sidecar.grpc.Tails;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor that follows a log over a socket, and comes back later. */
final class TailCommandIT {

    private static final TreeHash ELSE = MerkleHasher.leafHash(new byte[] {42});
    private static final String KEY = WrittenLog.SIGNER.logKey().toString();

    @TempDir
    private Path directory;

    private WrittenLog log;
    private PublishedLog published;
    private Server server;
    private Optional<Released> newest = Optional.empty();
    private String state;

    @BeforeEach
    void start() throws Exception {
        Path evidence = Files.createDirectory(directory.resolve("evidence"));
        state = directory.resolve("state").toString();
        log = new WrittenLog(evidence);
        log.run(0x11, true).receipts(0, 10).receipts(1, 9).write().writeNodes();
        published = new PublishedLog(FileDisk.existing(evidence), () -> newest, subscriber -> {});
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new EvidenceEndpoint(
                        published, new Tails(published, Runnable::run), new EvidenceCounters(), Runnable::run, null))
                .build()
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        server.shutdownNow();
        published.close();
    }

    @Test
    void followsToTheNewestCheckpointAndLaterFromThere() throws IOException {
        release(12, root(12));
        Run first = tail("--state", state, "--once");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.lines()).isEqualTo(leaves(0, 12));
        release(20, root(20));
        Run second = tail("--state", state, "--once");
        assertThat(second.exit()).isZero();
        assertThat(second.lines()).isEqualTo(leaves(12, 20));
        assertThat(tail("--state", state, "--once", "--quiet").out()).isEmpty();
        Frontier kept = Objects.requireNonNull(Frontier.decode(Files.readAllBytes(Path.of(state))));
        assertThat(kept.root()).isEqualTo(root(20));
    }

    @Test
    void printsJsonLinesWithPlacesAndCheckpoints() {
        release(3, root(3));
        List<String> lines = tail("--once", "--json").lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("{\"index\":0,\"receipt\":{\"boot\":\"0000000000000011\",");
        assertThat(lines.get(3)).isEqualTo("{\"size\":3,\"root\":\"" + root(3) + "\",\"verified\":true}");
    }

    @Test
    void findsALogThatSignsAnotherTree() {
        release(12, ELSE);
        Run run = tail("--once");
        assertThat(run.exit()).isEqualTo(EvidenceFault.FORK.number());
        assertThat(run.err()).startsWith("postern: fork: ");
    }

    @Test
    void findsALogThatWasShortenedMeanwhile() {
        release(12, root(12));
        assertThat(tail("--state", state, "--once").exit()).isZero();
        release(7, root(7));
        assertThat(tail("--state", state, "--once").exit()).isEqualTo(EvidenceFault.ROLLBACK.number());
    }

    @Test
    void believesNoOtherKey() {
        release(12, root(12));
        Run run = Run.of(
                "evidence",
                "tail",
                "--server",
                "127.0.0.1:" + server.getPort(),
                "--key",
                WrittenLog.signer(9).logKey().toString(),
                "--once");
        assertThat(run.exit()).isEqualTo(EvidenceFault.KEY_UNKNOWN.number());
    }

    @Test
    void saysWhenTheSidecarCannotBeReached() {
        release(12, root(12));
        int port = server.getPort();
        server.shutdownNow();
        Run run = Run.of("evidence", "tail", "--server", "127.0.0.1:" + port, "--key", KEY, "--once");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("127.0.0.1:" + port).doesNotContain("Exception");
    }

    private void release(int size, TreeHash root) {
        newest = Optional.of(new Released(
                new Checkpoint(WrittenLog.ORIGIN, size, root),
                WrittenLog.note(size, root, WrittenLog.SIGNER).encode().getBytes(UTF_8),
                0));
    }

    private TreeHash root(int size) {
        Frontier tree = new Frontier();
        log.leaves.subList(0, size).forEach(leaf -> tree.append(MerkleHasher.leafHash(leaf)));
        return tree.root();
    }

    private List<String> leaves(int from, int to) {
        return log.leaves.subList(from, to).stream()
                .map(leaf -> new String(leaf, UTF_8))
                .toList();
    }

    private Run tail(String... options) {
        List<String> args =
                new ArrayList<>(List.of("evidence", "tail", "--server", "127.0.0.1:" + server.getPort(), "--key", KEY));
        args.addAll(Arrays.asList(options));
        return Run.of(args.toArray(String[]::new));
    }
}
