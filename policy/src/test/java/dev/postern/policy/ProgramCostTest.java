package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a decision costs, counted in work and bytes rather than in time. */
class ProgramCostTest {

    private static final int RULES = 10_000;

    @Test
    void examinesOnlyRulesWhosePatternsMatch() {
        StringBuilder policy = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            policy.append("permit read on '/svc").append(i).append("/**' when principal.id = 'ada'\n");
        }
        assertThat(examined(policy, Checks.check("read", "/svc77/x"))).isEqualTo(1);
    }

    @Test
    void examinesOnlyRulesThatWantThePrincipal() {
        StringBuilder policy = new StringBuilder("deny read on '/**' when principal.id = 'eve'\n");
        for (int i = 0; i < RULES; i++) {
            policy.append("permit read on '/**' when level > 1 and principal.id = 'p")
                    .append(i)
                    .append("'\n");
        }
        Check check = Checks.by(Principal.of("p77"), "read", "/x");
        assertThat(examined(policy, check)).isLessThanOrEqualTo(2);
    }

    @Test
    void examinesOnlyRulesThatWantTheRoles() {
        StringBuilder policy = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            policy.append("permit read on '/**' when principal.roles contains 'r")
                    .append(i)
                    .append("'\n");
        }
        Principal principal = new Principal("ada", List.of("r5", "none", "r9"), Map.of());
        assertThat(examined(policy, Checks.by(principal, "read", "/x"))).isEqualTo(2);
    }

    @Test
    void allocatesNothingOnceWarm() {
        StringBuilder policy = new StringBuilder("permit read on '/**' when principal.roles contains 'ops'\n");
        for (int i = 0; i < 100; i++) {
            policy.append("deny *.w").append(i).append(" on '/a/*/c' when user.age < 18 or env.weekday in [8, 9]\n");
            policy.append("permit read on '/s").append(i).append("/**' when principal.id = 'ada'\n");
        }
        Program program = Checks.program(policy.toString());
        Principal principal = new Principal("ada", List.of("ops"), Map.of());
        Check[] checks = {
            Checks.by(principal, "read", "/s7/x/y"),
            Checks.by(principal, "x.w5", "/a/b/c"),
            Checks.by(principal, "none", "/nowhere"),
            Checks.check("x.w5", "/a/b/c", Map.of("user", new Value.Fields(Map.of("age", new Value.Real(17.5)))))
        };
        Scratch scratch = new Scratch();
        long warm = allocated(program, checks, scratch, 50_000);
        assertThat(warm).isNotNegative();
        assertThat(allocated(program, checks, scratch, 50_000)).isLessThan(1_000);
    }

    private static long allocated(Program program, Check[] checks, Scratch scratch, int rounds) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < rounds; i++) {
            for (Check check : checks) {
                program.decide(check, scratch);
            }
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private static long examined(StringBuilder policy, Check check) {
        Program program = Checks.program(policy.toString());
        Scratch scratch = new Scratch();
        assertThat(program.decide(check, scratch)).isNotNull();
        return scratch.matching().examined();
    }
}
