package dev.postern.loadtest;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.DecisionCache;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.Function;

/** What a check costs with the tiers and without, by processor time and in turns, so that a busy machine befalls all alike. */
final class CacheSpeed {

    private static final int ROUNDS = 20;
    private static final int WARM_UP = 4;
    private static final int QUESTIONS = 1 << 14;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Check[] checks = new Check[QUESTIONS];
    private int unlikely;

    /** Questions of a world at one moment. */
    CacheSpeed(CacheWorkload world, long nowMillis) {
        for (int i = 0; i < QUESTIONS; i++) {
            checks[i] = world.next(nowMillis);
        }
    }

    /** A line for a person: nanoseconds a check afresh, with known classes, and through {@code desk}. */
    String line(Program program, DecisionCache.Desk desk) {
        Scratch scratch = new Scratch();
        double afresh = 0;
        double classes = 0;
        double tiers = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double one = nanos(check -> program.decideAfresh(check, scratch));
            double two = nanos(check -> program.decide(check, scratch));
            double three = nanos(check -> desk.decide(program, check));
            if (round >= 0) {
                afresh += one / ROUNDS;
                classes += two / ROUNDS;
                tiers += three / ROUNDS;
            }
        }
        return String.format(
                Locale.ROOT,
                "processor time, ns a check: afresh %.0f, classes known %.0f (%.2f), all tiers %.0f (%.2f)",
                afresh,
                classes,
                classes / afresh,
                tiers,
                tiers / afresh);
    }

    private double nanos(Function<Check, Template> decide) {
        long begin = threads.getCurrentThreadCpuTime();
        for (Check check : checks) {
            unlikely += decide.apply(check).obligations().size();
        }
        long took = threads.getCurrentThreadCpuTime() - begin;
        return unlikely < 0 ? 0 : (double) took / QUESTIONS;
    }
}
