package dev.postern.covenant;

import dev.postern.ccl.Document;
import dev.postern.ccl.Narrowing;
import dev.postern.ccl.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the checks of a chain of delegations: {@code chain_non_empty}, {@code all_documents_valid}, {@code chain_depth},
 * {@code parent_ref_1} and on, {@code parent_refs_consistent}, {@code depth_monotonic} and {@code narrowing_valid}. All of
 * them, whatever the first ones say.
 *
 * <p>Narrowing is decided exactly ({@link Narrowing}), conditions and limits included. Beyond the source system's checks
 * a delegated document must be issued by its parent's beneficiary or issuer ({@code issuer_continuity}): otherwise anybody
 * could hang a document under somebody else's.
 */
public final class ChainVerifier {

    private ChainVerifier() {}

    /** Checks the chain {@code rootFirst} as of {@code nowMillis} since the epoch. */
    public static Verification verify(List<Covenant> rootFirst, long nowMillis) {
        List<Verification.Finding> findings = new ArrayList<>();
        add(findings, "chain_non_empty", rootFirst.isEmpty() ? "the chain is empty, expected a root" : "");
        add(findings, "all_documents_valid", documents(rootFirst, nowMillis));
        add(
                findings,
                "chain_depth",
                rootFirst.size() <= Covenant.MAX_DEPTH
                        ? ""
                        : rootFirst.size() + " documents, expected at most " + Covenant.MAX_DEPTH);
        parents(findings, rootFirst);
        add(findings, "depth_monotonic", each(rootFirst, 0, index -> depth(rootFirst, index)));
        add(findings, "issuer_continuity", each(rootFirst, 1, index -> issuer(rootFirst, index)));
        // Comparing is dear: a chain too long to be valid is not worth it.
        add(
                findings,
                "narrowing_valid",
                rootFirst.size() <= Covenant.MAX_DEPTH ? narrowing(rootFirst) : "not compared: the chain is too long");
        return new Verification(findings, List.of());
    }

    private static void add(List<Verification.Finding> findings, String name, String problem) {
        findings.add(new Verification.Finding(name, problem));
    }

    /** The first problem of the documents from {@code start} on, after the number of the document. */
    private static String each(List<Covenant> chain, int start, Function<Integer, String> problemAt) {
        for (int index = start; index < chain.size(); index++) {
            String problem = problemAt.apply(index);
            if (!problem.isEmpty()) {
                return "document " + index + ": " + problem;
            }
        }
        return "";
    }

    private static String documents(List<Covenant> chain, long nowMillis) {
        return each(chain, 0, index -> {
            List<Verification.Finding> failed =
                    CovenantVerifier.verify(chain.get(index), nowMillis).failed();
            return failed.isEmpty()
                    ? ""
                    : failed.get(0).name() + ": " + failed.get(0).problem();
        });
    }

    private static void parents(List<Verification.Finding> findings, List<Covenant> chain) {
        boolean consistent = chain.isEmpty() || chain.get(0).chain() == null;
        String problem = consistent ? "" : "document 0 names a parent, expected a root";
        for (int index = 1; index < chain.size(); index++) {
            Delegation delegation = chain.get(index).chain();
            String wanted = chain.get(index - 1).id();
            boolean refers = delegation != null && delegation.parentId().equals(wanted);
            String wrong = refers ? "" : "document " + index + " does not name " + wanted + " as its parent";
            add(findings, "parent_ref_" + index, wrong);
            problem = problem.isEmpty() ? wrong : problem;
        }
        add(findings, "parent_refs_consistent", problem);
    }

    private static String depth(List<Covenant> chain, int index) {
        Delegation delegation = chain.get(index).chain();
        int depth = delegation == null ? 0 : delegation.depth();
        return depth == index ? "" : "its depth is " + depth + ", expected " + index;
    }

    private static String issuer(List<Covenant> chain, int index) {
        String issuer = chain.get(index).issuer().publicKey();
        Covenant parent = chain.get(index - 1);
        String heir = parent.beneficiary().publicKey();
        return issuer.equalsIgnoreCase(heir)
                        || issuer.equalsIgnoreCase(parent.issuer().publicKey())
                ? ""
                : "issued by " + issuer + ", expected its parent's beneficiary " + heir + " or issuer";
    }

    private static String narrowing(List<Covenant> chain) {
        List<Optional<Document>> documents = chain.stream()
                .map(covenant -> Optional.ofNullable(CovenantVerifier.constraints(covenant)))
                .toList();
        return each(chain, 1, index -> narrowing(documents.get(index - 1), documents.get(index)));
    }

    private static String narrowing(Optional<Document> parent, Optional<Document> child) {
        if (parent.isEmpty() || child.isEmpty()) {
            return "constraints that do not parse cannot be compared";
        }
        List<Violation> violations = Narrowing.violations(parent.get(), child.get());
        return violations.isEmpty() ? "" : violations.get(0).message();
    }
}
