package dev.postern.sidecar.cli.policy;

import dev.postern.policy.LimitCounters;
import dev.postern.policy.Template;
import dev.postern.sidecar.cli.ask.Bundle;
import dev.postern.sidecar.cli.ask.OfflineAsker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A test file that was run.
 *
 * @param coverage which rules its answers came from
 */
record TestRun(TestFile file, List<Result> results, Coverage coverage) {

    private static final int LIMIT_COUNTERS = 65_536;

    TestRun {
        results = List.copyOf(results);
    }

    /** A check and what was wrong with its answer; nothing when it passed. */
    record Result(TestCase test, Template answer, List<String> mismatches) {

        boolean passed() {
            return mismatches.isEmpty();
        }
    }

    static TestRun of(TestFile file, Clock clock) {
        Bundle bundle = Bundle.read(file.bundle());
        LimitCounters limits = file.countLimits() ? new LimitCounters(LIMIT_COUNTERS) : null;
        List<Result> results = new ArrayList<>();
        Coverage coverage = Coverage.of(bundle);
        try (OfflineAsker asker = new OfflineAsker(bundle.program(), clock, limits)) {
            for (TestCase test : file.cases()) {
                Template answer = asker.decide(test.question());
                coverage.answered(answer);
                results.add(new Result(test, answer, test.expected().mismatches(answer)));
            }
        }
        return new TestRun(file, results, coverage);
    }

    long failures() {
        return results.stream().filter(result -> !result.passed()).count();
    }
}
