package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.Rests;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.Endorsement;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.sidecar.decide.Basis;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.Door;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision rested on reaches its receipt, behind questions of any length and with values sealed in them. */
class ReceiptRestsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private final SplittableRandom random = new SplittableRandom(SEED);

    @TempDir
    Path directory;

    /** What was shown and made for one answer. */
    private record Shown(
            List<ContentDigest> tokens, @Nullable ContentDigest certificate) {}

    @Test
    void tokensAndCertificatesReachTheReceipt() throws Exception {
        List<Shown> shown = new ArrayList<>();
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (int i = 0; i < 500; i++) {
                shown.add(new Shown(digests(random.nextInt(4) == 0 ? random.nextInt(17) : 0), maybe()));
                ask(fixture, "/docs/" + "x".repeat(random.nextInt(200)), shown.get(i));
            }
            fixture.end();
            try (LogReader log = fixture.read()) {
                for (int i = 0; i < shown.size(); i++) {
                    Leaf.Receipt receipt = (Leaf.Receipt) log.leaf(i + 1);
                    Shown of = shown.get(i);
                    assertThat(receipt.tokens()).as("seed %s", SEED).isEqualTo(of.tokens());
                    assertThat(receipt.egress())
                            .as("seed %s", SEED)
                            .isEqualTo(of.certificate() == null ? List.of() : List.of(of.certificate()));
                    assertThat(log.opening(i + 1).orElseThrow().commitment()).isEqualTo(receipt.question());
                }
            }
        }
    }

    @Test
    void moreTokensThanAReceiptHoldsAreCutOff() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            List<ContentDigest> many = digests(Rests.MOST + 5);
            ask(fixture, "/docs/1", new Shown(many, null));
            fixture.end();
            try (LogReader log = fixture.read()) {
                assertThat(((Leaf.Receipt) log.leaf(1)).tokens()).isEqualTo(many.subList(0, Rests.MOST));
            }
        }
    }

    @Test
    void theCovenantOfTheBundleThatDecidedIsInTheReceipt() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            for (String covenant : List.of("aa".repeat(32), "bb".repeat(32))) {
                fixture.active.set(Fixture.program()
                        .endorsed(new Endorsement(covenant, "ops", "cc".repeat(32), 0, 0, Long.MAX_VALUE)));
                Decision answer = fixture.ask("file.read", "/docs/1");
                assertThat(answer.template().reason()).isEqualTo(Reason.POLICY_PERMIT);
            }
            fixture.end();
            try (LogReader log = fixture.read()) {
                assertThat(((Leaf.Receipt) log.leaf(1)).form().covenants()).containsExactly("aa".repeat(32));
                assertThat(((Leaf.Receipt) log.leaf(2)).form().covenants()).containsExactly("bb".repeat(32));
            }
        }
    }

    @Test
    void aReceiptSaysThatTheScanOfAnotherSidecarWasUsed() throws Exception {
        try (Fixture fixture = new Fixture(directory)) {
            fixture.open();
            Decision answer = Fixture.await(sink -> fixture.pipeline()
                    .decide(
                            fixture.check("file.read", "/docs/1"),
                            Door.EGRESS,
                            System.nanoTime(),
                            Caller.PATIENT,
                            Certifier.NONE,
                            new Basis(CacheLabel.L2, 40),
                            sink));
            assertThat(answer.cache()).isEqualTo(CacheLabel.L2);
            assertThat(answer.cacheAgeMillis()).isEqualTo(40);
            fixture.end();
            try (LogReader log = fixture.read()) {
                assertThat(((Leaf.Receipt) log.leaf(1)).form().cache()).isEqualTo("l2");
            }
        }
    }

    private static void ask(Fixture fixture, String resource, Shown shown) {
        Certifier certifier = (id, template, policyDigest) -> shown.certificate();
        var unused = Fixture.await(sink -> fixture.pipeline()
                .decide(
                        fixture.check("file.read", resource).with(new Bearer(shown.tokens())),
                        Door.DECIDE,
                        System.nanoTime(),
                        Caller.PATIENT,
                        certifier,
                        Basis.FRESH,
                        sink));
    }

    private @Nullable ContentDigest maybe() {
        return random.nextInt(4) == 0 ? digests(1).get(0) : null;
    }

    private List<ContentDigest> digests(int count) {
        List<ContentDigest> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[8];
            random.nextBytes(bytes);
            digests.add(Sha256.of(bytes));
        }
        return digests;
    }

    /** Shows digests, and permits everything. */
    private record Bearer(List<ContentDigest> digests) implements Credential {

        @Override
        public @Nullable Reason refusal(Check check, Scratch scratch) {
            return null;
        }

        @Override
        public @Nullable Reason admit(Check check, LimitCounters counters) {
            return null;
        }
    }
}
