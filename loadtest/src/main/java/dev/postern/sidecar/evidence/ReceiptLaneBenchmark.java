package dev.postern.sidecar.evidence;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a receipt costs the thread that answers. The lane is emptied by the same thread every 1,024 receipts, which is
 * counted in and costs next to nothing. In this package because lanes are nobody else's business.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReceiptLaneBenchmark {

    private static final int DRAIN = 1 << 10;

    /** How many attributes the check has besides principal, action and resource. */
    @Param({"0", "3"})
    private int attributes;

    private final LaneRing ring = new LaneRing(1 << 13, 1 << 21);
    private final ReceiptLane lane = new ReceiptLane(
            1,
            1,
            ring,
            new Overload(1, Duration.ofSeconds(1), () -> {}),
            new Bell(),
            new LongAdder(),
            new Parking(new Home(), 1, Duration.ofSeconds(1), System::nanoTime));
    private final FactsRead facts = new FactsRead();
    private final Program program = ((Compilation.Compiled)
                    Program.compile(List.of(new SourceFile("a.ccl", "permit cart.read on /carts/**"))))
            .program();
    private final Check plain = check(Map.of());
    private final Check rich = check(Map.of(
            "region", new Value.Text("eu-west"),
            "amount", new Value.Int(250),
            "tags", new Value.Items(List.of(new Value.Text("vip")))));
    private final Template template = program.decide(plain, new Scratch());
    private int recorded;

    @Benchmark
    public Decision record() {
        if ((++recorded & (DRAIN - 1)) == 0) {
            while (ring.peek()) {
                ring.pass();
            }
            ring.release();
        }
        return lane.record(
                Door.DECIDE,
                attributes == 0 ? plain : rich,
                facts,
                template,
                CacheLabel.NONE,
                program,
                Certifier.NONE,
                recorded);
    }

    private static Check check(Map<String, Value> context) {
        return new Check(
                "default",
                new Principal("alice", List.of("buyer"), Map.of()),
                "cart.read",
                "/carts/42",
                context,
                Attributes.NONE,
                1_795_176_000_000L);
    }
}
