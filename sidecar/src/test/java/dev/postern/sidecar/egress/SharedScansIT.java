package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.remote.FleetMember;
import dev.postern.sidecar.cache.remote.TestRedis;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one sidecar of a fleet has scanned the others need not. */
class SharedScansIT {

    private static final int MEMBERS = 4;
    private static final int CONTENTS = 100;
    private static final ContentDigest RULES = Sha256.of(new byte[] {1});
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final Scanner scanner = new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS, System::nanoTime);
    private final List<FleetMember> members = new ArrayList<>();
    private final List<KnownScans> known = new ArrayList<>();
    private final List<CacheLabel> recorded = new CopyOnWriteArrayList<>();
    private TestRedis redis;
    private int scans;

    @BeforeEach
    void join() throws Exception {
        redis = TestRedis.start(directory);
        for (int i = 0; i < MEMBERS; i++) {
            FleetMember member = FleetMember.join(redis.port());
            members.add(member);
            known.add(scans(member, RULES));
        }
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(FleetMember::close);
        redis.close();
    }

    @Test
    void eachContentIsScannedOnceInTheWholeFleet() throws Exception {
        SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < CONTENTS; i++) {
                byte[] content = content(i);
                int member = random.nextInt(MEMBERS);
                assertThat(scan(member, content)).isEqualTo(scanner.scan(content));
                settle(member);
            }
        }
        assertThat(scans).isEqualTo(CONTENTS);
    }

    @Test
    void otherRulesAndOtherTenantsKnowNothing() throws Exception {
        byte[] content = content(1);
        scan(0, content);
        settle(0);
        KnownScans others = scans(members.get(1), Sha256.of(new byte[] {2}));
        assertThat(ask(others, others.of("shop", content))).isNull();
        KnownScans same = known.get(1);
        assertThat(ask(same, same.of("bank", content))).isNull();
        assertThat(ask(same, same.of("shop", content))).isEqualTo(scanner.scan(content));
    }

    @Test
    void anAnswerThatRestsOnTheScanOfAnotherSaysSo() {
        byte[] content =
                "Dear Ada, write to ada@example.com about it. ".repeat(100).getBytes(UTF_8);
        EgressGate first = gate(0);
        EgressGate second = gate(1);
        assertThat(answer(first, content).cache()).isNotEqualTo(CacheLabel.L2);
        scans = 1;
        settle(0);

        assertThat(answer(second, content).cache()).isEqualTo(CacheLabel.L2);
        assertThat(recorded).last().isEqualTo(CacheLabel.L2);
        assertThat(answer(second, content).cache()).isNotEqualTo(CacheLabel.L2);
        assertThat(answer(first, content).cache()).isNotEqualTo(CacheLabel.L2);
    }

    @Test
    void whatWasInvalidatedElsewhereIsScannedAgain() throws Exception {
        byte[] content = content(1);
        scan(0, content);
        settle(0);
        members.get(2)
                .fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .join();
        await().atMost(SOON).until(() -> {
            KnownScans same = known.get(1);
            return ask(same, same.of("shop", content)) == null;
        });
    }

    @Test
    void aScanThatDidNotSeeEverythingIsNotKept() throws Exception {
        byte[] content = content(1);
        Scan cut = new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS.withBytes(10), System::nanoTime).scan(content);
        assertThat(cut.complete()).isFalse();
        KnownScans.Content name = known.get(0).of("shop", content);
        known.get(0).keep(name, cut, 1_000_000);
        assertThat(known.get(0).here(name)).isNull();
        assertThat(ask(known.get(1), name)).isNull();
    }

    @Test
    void bytesThatAreNoScanAreNone() {
        Scan scan = scanner.scan(content(3));
        byte[] bytes = ScanBytes.write(scan);
        assertThat(ScanBytes.read(bytes)).isEqualTo(scan);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(ScanBytes.read(Arrays.copyOf(bytes, i))).isNull();
        }
        bytes[0]++;
        assertThat(ScanBytes.read(bytes)).isNull();
    }

    private Scan scan(int member, byte[] content) throws Exception {
        KnownScans asked = known.get(member);
        KnownScans.Content name = asked.of("shop", content);
        Scan scan = asked.here(name);
        scan = scan != null ? scan : ask(asked, name);
        if (scan == null) {
            scan = scanner.scan(content);
            scans++;
            asked.keep(name, scan, 1_000_000_000);
        }
        return scan;
    }

    private static @Nullable Scan ask(KnownScans asked, KnownScans.Content name) throws Exception {
        CompletableFuture<@Nullable Scan> found = new CompletableFuture<>();
        asked.ask(name, shared -> found.complete(shared == null ? null : shared.scan()));
        return found.get(10, TimeUnit.SECONDS);
    }

    private Decision answer(EgressGate gate, byte[] content) {
        CompletableFuture<EgressOutcome> outcome = new CompletableFuture<>();
        gate.check(EgressGates.QUESTION, content, EgressGates.ASKED, outcome::complete);
        return outcome.orTimeout(10, TimeUnit.SECONDS).join().strictest().decision();
    }

    private EgressGate gate(int member) {
        return EgressGates.sharing(
                known.get(member),
                "permit egress.connect on /**",
                (door, check, decision, nanos) -> recorded.add(decision.cache()));
    }

    /** Waits until Redis has what was offered. */
    private void settle(int member) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> members.stream()
                                .mapToLong(each -> each.fleet().counters().writes())
                                .sum()
                        >= scans);
        assertThat(members.get(member).fleet().counters().droppedWrites()).isZero();
    }

    private static KnownScans scans(FleetMember member, ContentDigest rules) {
        LocalTier local = new LocalTier(
                1 << 20, member.epochs(), member.fleet().invalidations(), System::nanoTime, Runnable::run);
        KnownDigests digests = new KnownDigests(new SplittableRandom(1), KnownDigests.MOST);
        return new KnownScans(local, member.fleet().tier(), digests, rules, InstantSource.system());
    }

    private static byte[] content(int i) {
        return ("Dear " + i + ", write to user" + i + "@example.com or call +1 212 555 0" + (100 + i) + ". ")
                .repeat(1 + i % 7)
                .getBytes(UTF_8);
    }
}
