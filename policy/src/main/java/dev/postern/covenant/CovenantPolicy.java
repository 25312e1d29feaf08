package dev.postern.covenant;

import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * What a chain of covenants permits: what every one of its documents permits. A chain that is not valid permits nothing.
 * Thread-safe. It
 * holds from the time it was verified at until the first of its documents ends.
 */
public final class CovenantPolicy {

    private static final Template INVALID = Template.refusal(Reason.COVENANT_INVALID);

    private final List<Covenant> rootFirst;
    private final List<Program> programs;
    private final long validFrom;
    private final long validUntil;

    private CovenantPolicy(List<Covenant> rootFirst, List<Program> programs, long validFrom, long validUntil) {
        this.rootFirst = rootFirst;
        this.programs = programs;
        this.validFrom = validFrom;
        this.validUntil = validUntil;
    }

    /** The policy of the chain {@code rootFirst}, verified as of {@code nowMillis}. */
    public static CovenantPolicy of(List<Covenant> rootFirst, long nowMillis) {
        List<Program> programs = new ArrayList<>();
        if (ChainVerifier.verify(rootFirst, nowMillis).valid()) {
            for (Covenant covenant : rootFirst) {
                if (Program.compile(List.of(new SourceFile("constraints", covenant.constraints())))
                        instanceof Compilation.Compiled compiled) {
                    programs.add(compiled.program());
                }
            }
        }
        boolean whole = !programs.isEmpty() && programs.size() == rootFirst.size();
        return new CovenantPolicy(
                List.copyOf(rootFirst), whole ? programs : List.of(), nowMillis, validUntil(rootFirst));
    }

    /** What the chain says: the first denial from the root on, else what its last document says. */
    public Template decide(Check check, Scratch scratch) {
        if (programs.isEmpty() || check.nowMillis() < validFrom || check.nowMillis() >= validUntil) {
            return INVALID;
        }
        Template last = INVALID;
        for (Program program : programs) {
            last = program.decide(check, scratch);
            if (last.outcome() != Outcome.ALLOW) {
                return last;
            }
        }
        return last;
    }

    public List<Covenant> rootFirst() {
        return rootFirst;
    }

    private static long validUntil(List<Covenant> chain) {
        long until = Long.MAX_VALUE;
        for (Covenant covenant : chain) {
            String end = covenant.expiresAt();
            Long millis = end == null ? null : CovenantTime.millis(end);
            until = millis == null ? until : Math.min(until, millis);
        }
        return until;
    }
}
