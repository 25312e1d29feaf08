package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;

/**
 * Makes dear comparisons. Each is spared where there is a certificate; else it is made, and a certificate kept. Not
 * thread-safe.
 */
final class Patterns {

    private final Certificates certificates;
    private final CertificateKey keys = new CertificateKey();
    private long made;
    private long spared;

    Patterns(Certificates certificates) {
        this.certificates = certificates;
    }

    /** How many dear comparisons were made since this was. */
    long made() {
        return made;
    }

    /** How many a certificate spared. */
    long spared() {
        return spared;
    }

    /** What a dear comparison in a rule set of {@code tenant} says of a text. */
    boolean compare(String tenant, ValueTest comparison, String text) {
        boolean wanted = certificates.wanted() && text.length() < Certificates.LONGEST_KEY;
        boolean holds = wanted ? look(tenant, comparison, text) : make(comparison, text);
        certificates.settled();
        return holds;
    }

    private boolean look(String tenant, ValueTest comparison, String text) {
        ByteBuilder key = keys.write(comparison, text);
        if (key.size() > Certificates.LONGEST_KEY) {
            return make(comparison, text);
        }
        Boolean known = certificates.find(tenant, key);
        if (known != null) {
            spared++;
            return known;
        }
        boolean holds = make(comparison, text);
        byte[] exact = key.toByteArray();
        if (CertificateProof.holds(comparison, exact, holds)) {
            certificates.keep(tenant, exact, holds);
        }
        return holds;
    }

    private boolean make(ValueTest comparison, String text) {
        made++;
        return comparison.on(text);
    }
}
