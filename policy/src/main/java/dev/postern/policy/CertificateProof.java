package dev.postern.policy;

import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import java.util.HashMap;
import java.util.Map;

/**
 * Proves a certificate before it is admitted: works out from the bytes of its key alone, in three-valued logic, which of
 * its rules match. What the key does not say is unknown, and a certificate that leaves anything unknown, or says
 * otherwise than the evaluation did, is not admitted; so a mistake in a key costs an entry and makes no answer wrong.
 */
final class CertificateProof {

    private final TenantRules rules;
    private final Map<Integer, Object> values = new HashMap<>();

    /** Stands for a field that is known to be absent. */
    private enum Absent {
        FIELD
    }

    /** Stands for a value that is no text. */
    private enum NoText {
        VALUE
    }

    private CertificateProof(TenantRules rules) {
        this.rules = rules;
    }

    /** Whether the key alone makes the rules match that {@code matched} says do. */
    static boolean holds(String bundle, TenantRules rules, byte[] key, byte[] matched) {
        try {
            return new CertificateProof(rules).agrees(bundle, new ByteReader(key), matched);
        } catch (DamagedException e) {
            return false;
        }
    }

    private boolean agrees(String bundle, ByteReader key, byte[] matched) throws DamagedException {
        if (key.u8() != CertificateKey.VERSION
                || !key.text().equals(bundle)
                || !key.text().equals(rules.tenant())) {
            return false;
        }
        int count = key.count(Patterns.MOST);
        int[] numbers = new int[count];
        int[] left = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = key.count(rules.size() - 1);
            left[i] = key.count((1 << Conjuncts.LIMIT) - 1);
        }
        int slots = key.count(rules.readers().length);
        for (int i = 0; i < slots; i++) {
            values.put(key.count(rules.readers().length - 1), value(key));
        }
        key.end();
        if (matched.length != Patterns.bytes(count)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int truth = truth(rules.condition(numbers[i]), left[i]);
            if (truth != (Patterns.has(matched, i) ? Truth.TRUE : Truth.FALSE)) {
                return false;
            }
        }
        return true;
    }

    private static Object value(ByteReader key) throws DamagedException {
        return switch (key.u8()) {
            case CertificateKey.ABSENT -> Absent.FIELD;
            case CertificateKey.TEXT -> key.text();
            case CertificateKey.OTHER -> NoText.VALUE;
            default -> throw new DamagedException("unknown kind of value before byte " + key.position());
        };
    }

    private int truth(RuleCondition condition, int left) {
        int[][] conjuncts = condition.conjunctsOrNone();
        int truth = Truth.FALSE;
        for (int c = 0; c < conjuncts.length; c++) {
            if ((left >>> c & 1) != 0) {
                truth = Math.max(truth, truth(conjuncts[c]));
            }
        }
        return truth;
    }

    /** A conjunct that is left has only dear comparisons that may be false. */
    private int truth(int[] conjunct) {
        int truth = Truth.TRUE;
        for (int literal : conjunct) {
            if (rules.atoms()[literal >>> 1] instanceof Atom.Literal atom && atom.isDear()) {
                int known = truth(atom);
                truth = Math.min(truth, (literal & 1) != 0 ? Truth.not(known) : known);
            }
        }
        return truth;
    }

    private int truth(Atom.Literal atom) {
        Object value = values.get(atom.slot());
        if (value == null) {
            return Truth.UNKNOWN;
        }
        // A comparison on an absent field is false.
        return value != Absent.FIELD && atom.test().on(value) ? Truth.TRUE : Truth.FALSE;
    }
}
