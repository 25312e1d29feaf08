package dev.postern.sidecar.identity;

import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, by the names that were proved. Immutable.
 *
 * @param principal nobody when none of the names is one that counts here
 * @param facts what policy may read below {@code source}
 */
record Peer(Principal principal, Map<String, Value> facts) {

    /** Nothing was proved. */
    static final Peer UNKNOWN = new Peer(Principal.NOBODY, Map.of());

    Peer {
        facts = Map.copyOf(facts);
    }

    /** A peer of the given names, called by {@code id}; empty when none of them counts. */
    static Peer of(String id, @Nullable SpiffeId workload, Names names) {
        Map<String, Value> facts = new HashMap<>();
        put(facts, "principal", id);
        put(facts, "common_name", names.commonName());
        if (workload != null) {
            put(facts, "trust_domain", workload.trustDomain());
            put(facts, "path", workload.path());
        }
        facts.put("uris", texts(names.uris()));
        facts.put("dns_names", texts(names.dnsNames()));
        return new Peer(Principal.of(id), facts);
    }

    private static void put(Map<String, Value> facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.put(name, new Value.Text(text));
        }
    }

    private static Value texts(List<String> texts) {
        return new Value.Items(texts.stream().<Value>map(Value.Text::new).toList());
    }

    /**
     * What a certificate says its owner is called.
     *
     * @param uris its URI alternative names, in order
     * @param dnsNames its DNS alternative names, in order
     * @param commonName of its subject, empty for none
     */
    record Names(List<String> uris, List<String> dnsNames, String commonName) {
        Names {
            uris = List.copyOf(uris);
            dnsNames = List.copyOf(dnsNames);
        }
    }
}
