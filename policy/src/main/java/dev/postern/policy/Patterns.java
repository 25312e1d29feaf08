package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;

/**
 * Settles what is pending: by a certificate where there is one, else by making the dear comparisons, for which then a
 * certificate is kept. Not thread-safe.
 */
final class Patterns {

    /** More pending rules than this are settled without a certificate. */
    static final int MOST = 64;

    private final Certificates certificates;
    private final CertificateKey keys = new CertificateKey();
    private long made;
    private long spared;

    Patterns(Certificates certificates) {
        this.certificates = certificates;
    }

    /** How many times dear comparisons were made since this was. */
    long made() {
        return made;
    }

    /** How many times a certificate spared them. */
    long spared() {
        return spared;
    }

    /** Adds the pending rules that match to {@code matched}. */
    void settle(String bundle, TenantRules rules, Pending pending, Facts facts, IntList matched) {
        if (!certificates.wanted() || pending.size() > MOST) {
            compare(rules, pending, facts, matched, new byte[0]);
            return;
        }
        ByteBuilder key = keys.write(bundle, rules, pending, facts);
        if (key.size() > Certificates.LONGEST_KEY) {
            compare(rules, pending, facts, matched, new byte[0]);
            return;
        }
        byte[] known = certificates.find(rules.tenant(), key);
        if (known != null && known.length == bytes(pending.size())) {
            spared++;
            take(known, pending, matched);
            return;
        }
        byte[] outcome = new byte[bytes(pending.size())];
        compare(rules, pending, facts, matched, outcome);
        certificates.compared();
        byte[] exact = key.toByteArray();
        if (CertificateProof.holds(bundle, rules, exact, outcome)) {
            certificates.keep(rules.tenant(), exact, outcome);
        }
    }

    /** Bytes that hold one bit for each of {@code count} rules. */
    static int bytes(int count) {
        return (count + Byte.SIZE - 1) / Byte.SIZE;
    }

    static boolean has(byte[] bits, int index) {
        return (bits[index / Byte.SIZE] >>> index % Byte.SIZE & 1) != 0;
    }

    private static void take(byte[] known, Pending pending, IntList matched) {
        for (int i = 0; i < pending.size(); i++) {
            if (has(known, i)) {
                matched.add(pending.rule(i));
            }
        }
    }

    private void compare(TenantRules rules, Pending pending, Facts facts, IntList matched, byte[] outcome) {
        made++;
        for (int i = 0; i < pending.size(); i++) {
            if (facts.holds(rules.condition(pending.rule(i)), pending.left(i))) {
                matched.add(pending.rule(i));
                if (outcome.length > 0) {
                    outcome[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
                }
            }
        }
    }
}
