package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.Opening;
import dev.postern.evidence.Question;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.ReceiptState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceLogTest {

    @TempDir
    Path directory;

    @Test
    void everyAnswerLeavesAReceiptWithItsOpening() throws Exception {
        List<Decision> answers = new ArrayList<>();
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (int i = 0; i < 300; i++) {
                answers.add(fixture.ask(i % 3 == 0 ? "file.write" : "file.read", "/docs/" + i));
            }
            answers.add(fixture.ask("file.read", "/docs/secret/1"));
            fixture.end();
            try (LogReader log = fixture.read()) {
                assertThat(log.size()).isEqualTo(302);
                assertThat(log.end()).isEqualTo(SegmentReader.End.FOOTER);
                assertThat(log.leaf(0)).isInstanceOf(Leaf.Boot.class);
                for (int i = 0; i < answers.size(); i++) {
                    Decision answer = answers.get(i);
                    Leaf.Receipt receipt = (Leaf.Receipt) log.leaf(i + 1);
                    assertThat(receipt.number()).isEqualTo(answer.id().number());
                    assertThat(receipt.form().reason())
                            .isEqualTo(answer.template().reason().code());
                    assertThat(receipt.form().bundle()).isEqualTo("sha256:" + answer.policyDigest());
                    Opening opening = log.opening(i + 1).orElseThrow();
                    assertThat(opening.commitment()).isEqualTo(receipt.question());
                    Question question = Question.decode(opening.question());
                    assertThat(question.principal()).isEqualTo("ann");
                    assertThat(question.principalAttributes()).isEqualTo(Map.of("level", new Value.Int(3)));
                    assertThat(question.context()).isEmpty();
                    assertThat(question.withheld()).hasSize(2);
                }
                assertThat(((Leaf.Receipt) log.leaf(301)).form().rules()).containsExactly("rules.ccl:2");
            }
        }
    }

    @Test
    void checkpointsAndNodesAreThoseOfTheLeaves() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (int i = 0; i < 1_000; i++) {
                fixture.ask(i % 50 == 0 ? "file.write" : "file.read", "/docs/" + i);
            }
            fixture.end();
            try (LogReader log = fixture.read()) {
                MerkleHasher hasher = new MerkleHasher();
                Frontier tree = new Frontier();
                Map<Long, String> roots = new java.util.HashMap<>();
                byte[] hash = new byte[32];
                for (long i = 0; i < log.size(); i++) {
                    byte[] leaf = log.leafBytes(i);
                    hasher.leaf(leaf, 0, leaf.length, hash, 0);
                    tree.append(hash, 0);
                    roots.put(tree.size(), tree.root().hex());
                }
                assertThat(fixture.seal.signed).isNotEmpty();
                assertThat(fixture.seal.signed)
                        .allSatisfy(checkpoint ->
                                assertThat(checkpoint.root().hex()).isEqualTo(roots.get(checkpoint.size())));
                assertThat(fixture.log().newest().orElseThrow().checkpoint().size())
                        .isEqualTo(log.size());
                assertThat(new MerkleTree(log.nodes(), log.size()).root(log.size()))
                        .isEqualTo(tree.root());
                assertThat(log.newestNote())
                        .isEqualTo(fixture.log().newest().orElseThrow().note());
            }
        }
    }

    @Test
    void sensitiveValuesNeverReachTheDisk() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (int i = 0; i < 100; i++) {
                fixture.ask("file.read", "/docs/" + i);
            }
            fixture.end();
            try (LogReader log = fixture.read()) {
                for (long i = 1; i < log.size(); i++) {
                    String question = new String(log.opening(i).orElseThrow().question(), StandardCharsets.ISO_8859_1);
                    assertThat(question).doesNotContain("a@b.example").doesNotContain("4111-1111");
                }
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .doesNotContain("a@b.example")
                        .doesNotContain("4111-1111")
                        .doesNotContain("/docs/7");
            }
        }
    }

    @Test
    void destroyingTheKeysErasesWhatWasAskedAndLeavesEveryProofValid() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (int i = 0; i < 50; i++) {
                fixture.ask("file.read", "/docs/" + i);
            }
            fixture.end();
            List<String> before = leaves(fixture);
            for (String name : fixture.disk.names()) {
                if (name.endsWith(".key")) {
                    fixture.disk.delete(name);
                }
            }
            assertThat(leaves(fixture)).isEqualTo(before);
            try (LogReader log = fixture.read()) {
                for (long i = 0; i < log.size(); i++) {
                    assertThat(log.opening(i)).isEmpty();
                }
                var newest = fixture.log().newest().orElseThrow().checkpoint();
                assertThat(new MerkleTree(log.nodes(), log.size()).root(newest.size()))
                        .isEqualTo(newest.root());
            }
            fixture.boot = 0x2222;
            fixture.open();
        }
    }

    @Test
    void durableAnswersLeaveOnlyOnceTheirReceiptIsOnDisk() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (int i = 0; i < 20; i++) {
                Decision answer = fixture.ask("file.write", "/docs/" + i);
                assertThat(answer.receipt()).isEqualTo(ReceiptState.AWAITED);
                assertThat(answer.template().outcome()).isEqualTo(Outcome.ALLOW);
                try (LogReader log = fixture.read()) {
                    Leaf.Receipt last = (Leaf.Receipt) log.leaf(log.size() - 1);
                    assertThat(last.number()).isEqualTo(answer.id().number());
                }
            }
        }
    }

    @Test
    void aSegmentEndsWhenItIsLongEnoughAndTheNextNamesIt() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.segmentBytes = 8_192;
            fixture.open();
            for (int i = 0; i < 1_000; i++) {
                fixture.ask("file.write", "/docs/" + i);
            }
            fixture.end();
            try (LogReader log = fixture.read()) {
                assertThat(log.segments()).hasSizeGreaterThan(5);
                assertThat(log.size()).isEqualTo(1_001);
                assertThat(log.segments()).allMatch(SegmentReader::isComplete);
                assertThat(log.segments().get(1).header().next()).containsKey(0);
            }
            fixture.boot = 0x2222;
            fixture.open();
            fixture.end();
            try (LogReader log = fixture.read()) {
                Leaf.Boot boot = (Leaf.Boot) log.leaf(1_001);
                assertThat(boot.previous()).isEqualTo(0x1111);
                assertThat(boot.clean()).isTrue();
                assertThat(boot.next()).containsEntry(0, 1_000L);
            }
        }
    }

    @Test
    void deniesWhatCannotWaitForItsReceiptAnyLonger() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            java.util.concurrent.Semaphore gate = new java.util.concurrent.Semaphore(1);
            fixture.steps = step -> {
                if (step == WritePath.WRITTEN) {
                    gate.acquireUninterruptibly();
                    gate.release();
                }
            };
            fixture.open();
            fixture.ask("file.write", "/docs/0");
            gate.acquireUninterruptibly();
            java.util.concurrent.CompletableFuture<Decision> late = new java.util.concurrent.CompletableFuture<>();
            long deadline = System.nanoTime() + 100_000_000;
            fixture.ask("file.write", "/docs/1", () -> deadline, late::complete);
            Decision denied = late.get(5, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(System.nanoTime()).isLessThan(deadline);
            assertThat(denied.template().reason()).isEqualTo(Reason.EVIDENCE_UNAVAILABLE);
            gate.release();
        }
    }

    @Test
    void aClockThatIsSetLeavesARecord() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            fixture.ask("file.write", "/docs/0");
            fixture.wall.addAndGet(-3_600_000);
            fixture.ask("file.write", "/docs/1");
            fixture.end();
            try (LogReader log = fixture.read()) {
                List<Leaf.ClockStep> steps = new ArrayList<>();
                for (long i = 0; i < log.size(); i++) {
                    if (log.leaf(i) instanceof Leaf.ClockStep step) {
                        steps.add(step);
                    }
                }
                assertThat(steps).hasSize(1);
                assertThat(steps.get(0).stepNanos()).isBetween(-3_700_000_000_000L, -3_500_000_000_000L);
            }
        }
    }

    private static List<String> leaves(Fixture fixture) throws Exception {
        List<String> leaves = new ArrayList<>();
        try (LogReader log = fixture.read()) {
            for (long i = 0; i < log.size(); i++) {
                leaves.add(new String(log.leafBytes(i), StandardCharsets.UTF_8));
            }
        }
        return leaves;
    }
}
