package dev.postern.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts one permitted check against every limit that matches it, or against none. In each rule set the most specific
 * limit decides; the others only count.
 */
final class Admission {

    private Admission() {}

    /** Counts the check; the denial if a limit is exhausted or cannot be counted, else {@code null}. */
    static @Nullable Template admit(Tenant tenant, Check check, LimitCounters counters) {
        LimitRules[] limits = tenant.limits();
        LimitCounter[] counted = new LimitCounter[limits.length];
        for (int i = 0; i < limits.length; i++) {
            Template refused = decide(tenant, limits[i], check, counters, counted, i);
            if (refused != null) {
                takeBack(counted, check);
                return refused;
            }
        }
        for (LimitRules rules : limits) {
            countOthers(rules, check, counters);
        }
        return null;
    }

    private static @Nullable Template decide(
            Tenant tenant, LimitRules rules, Check check, LimitCounters counters, LimitCounter[] counted, int index) {
        TrieWalk walk = counters.borrow();
        rules.match(check.action(), walk);
        int first = mostSpecific(walk);
        counters.giveBack(walk);
        if (first < 0) {
            return null;
        }
        LimitRules.Limit limit = rules.limit(first);
        while (true) {
            LimitCounter counter = counter(rules, limit, check, counters);
            if (counter == null) {
                return refusal(tenant, check, Reason.LIMIT_CAPACITY, limit);
            }
            LimitCounter.Result result = counter.count(limit.count(), limit.periodMillis(), check.nowMillis());
            if (result == LimitCounter.Result.COUNTED) {
                counted[index] = counter;
                return null;
            }
            if (result == LimitCounter.Result.EXCEEDED) {
                return refusal(tenant, check, Reason.LIMIT_EXCEEDED, limit);
            }
        }
    }

    /** A full table costs the others their count, not the check its answer: they decide nothing here. */
    private static void countOthers(LimitRules rules, Check check, LimitCounters counters) {
        TrieWalk walk = counters.borrow();
        rules.match(check.action(), walk);
        int first = mostSpecific(walk);
        for (int i = 0; i < walk.count(); i++) {
            LimitRules.Limit limit = rules.limit(walk.get(i));
            LimitCounter counter = walk.get(i) == first ? null : counter(rules, limit, check, counters);
            while (counter != null
                    && counter.count(Long.MAX_VALUE, limit.periodMillis(), check.nowMillis())
                            == LimitCounter.Result.RETIRED) {
                counter = counter(rules, limit, check, counters);
            }
        }
        counters.giveBack(walk);
    }

    private static int mostSpecific(TrieWalk walk) {
        int first = -1;
        for (int i = 0; i < walk.count(); i++) {
            first = first < 0 ? walk.get(i) : Math.min(first, walk.get(i));
        }
        return first;
    }

    private static @Nullable LimitCounter counter(
            LimitRules rules, LimitRules.Limit limit, Check check, LimitCounters counters) {
        LimitCounter.Name name = new LimitCounter.Name(
                rules.tenant(), limit.action(), check.principal().id());
        return counters.counter(name, limit.periodMillis(), check.nowMillis());
    }

    private static void takeBack(@Nullable LimitCounter[] counted, Check check) {
        for (LimitCounter counter : counted) {
            if (counter != null) {
                counter.uncount(check.nowMillis());
            }
        }
    }

    private static Template refusal(Tenant tenant, Check check, Reason reason, LimitRules.Limit limit) {
        TenantSettings settings = tenant.settings();
        DenyResponse response = Scoped.first(settings.denyResponses(), check.action(), check.resource());
        EvidenceMode evidence = Scoped.first(settings.evidence(), check.action(), check.resource());
        return new Template(
                Outcome.DENY,
                reason,
                limit.ref(),
                List.of(),
                limit.severity(),
                response == null ? DenyResponse.FORBIDDEN : response,
                Template.NO_CLASS,
                settings.mode(),
                evidence == null ? EvidenceMode.ASYNC : evidence);
    }
}
