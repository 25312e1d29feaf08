package dev.postern.covenant;

import java.util.ArrayList;
import java.util.List;

/**
 * What the checks of a document or of a chain found.
 *
 * @param findings every check that was run, in order
 * @param warnings what is allowed but unusual
 */
public record Verification(List<Finding> findings, List<String> warnings) {

    public Verification {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    /** Whether every check passed. */
    public boolean valid() {
        return findings.stream().allMatch(Finding::passed);
    }

    /** The checks that failed, in order. */
    public List<Finding> failed() {
        return findings.stream().filter(finding -> !finding.passed()).toList();
    }

    /** The same, with every warning turned into a failure called {@code strict}. */
    public Verification strict() {
        if (warnings.isEmpty()) {
            return this;
        }
        List<Finding> all = new ArrayList<>(findings);
        warnings.forEach(warning -> all.add(new Finding("strict", warning)));
        return new Verification(all, warnings);
    }

    /**
     * One check.
     *
     * @param name stable
     * @param problem empty when it passed; else what was wrong and what was expected
     */
    public record Finding(String name, String problem) {
        public boolean passed() {
            return problem.isEmpty();
        }
    }
}
