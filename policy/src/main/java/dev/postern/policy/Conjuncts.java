package dev.postern.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Expands formulas to disjunctive normal form: a list of conjuncts, each a list of literals. A literal is its atom's
 * number doubled, plus one when negated. The expansion uses distribution only, which keeps three-valued meaning too.
 */
final class Conjuncts {

    /** More conjuncts than this are not expanded. */
    static final int LIMIT = 16;

    private Conjuncts() {}

    /** The conjuncts of a formula, or {@code null} when there would be more than {@link #LIMIT}. */
    static int @Nullable [][] of(Formula formula) {
        List<int[]> conjuncts = expand(formula);
        return conjuncts == null ? null : conjuncts.toArray(new int[0][]);
    }

    private static @Nullable List<int[]> expand(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            return List.of(new int[] {literal.atom() << 1 | (literal.negated() ? 1 : 0)});
        }
        if (formula instanceof Formula.Any any) {
            List<int[]> union = new ArrayList<>();
            for (Formula part : any.parts()) {
                List<int[]> conjuncts = expand(part);
                if (conjuncts == null || union.size() + conjuncts.size() > LIMIT) {
                    return null;
                }
                union.addAll(conjuncts);
            }
            return union;
        }
        List<int[]> product = List.of(new int[0]);
        for (Formula part : ((Formula.All) formula).parts()) {
            List<int[]> conjuncts = expand(part);
            if (conjuncts == null || product.size() * conjuncts.size() > LIMIT) {
                return null;
            }
            product = product(product, conjuncts);
        }
        return product;
    }

    private static List<int[]> product(List<int[]> left, List<int[]> right) {
        List<int[]> product = new ArrayList<>();
        for (int[] a : left) {
            for (int[] b : right) {
                product.add(IntStream.concat(Arrays.stream(a), Arrays.stream(b))
                        .distinct()
                        .toArray());
            }
        }
        return product;
    }
}
