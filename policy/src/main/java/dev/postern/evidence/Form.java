package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What many receipts have in common: all that follows from the template, the bundle, the door and the cache. Stored once
 * in each segment, where receipts refer to it by number.
 *
 * @param bundle digest of the bundle as {@code sha256:…}, empty when none was loaded
 * @param cache how a cache took part
 * @param covenants ids of those that sign the bundle
 * @param decision {@code ALLOW} or {@code DENY}, as the caller was told
 * @param door how the question came in
 * @param mode {@code enforce} or {@code shadow}; in shadow mode the caller is told {@code ALLOW} whatever the reason
 * @param obligations as {@code file:line}
 * @param reason why, a stable code
 * @param rules those that decided, as {@code file:line}
 */
public record Form(
        String bundle,
        String cache,
        List<String> covenants,
        String decision,
        String door,
        String mode,
        List<String> obligations,
        String reason,
        List<String> rules) {

    private static final int MOST = 1 << 12;

    public Form {
        covenants = List.copyOf(covenants);
        obligations = List.copyOf(obligations);
        rules = List.copyOf(rules);
    }

    void write(ByteBuilder out) {
        out.text(bundle).text(cache);
        texts(out, covenants);
        out.text(decision).text(door).text(mode);
        texts(out, obligations);
        out.text(reason);
        texts(out, rules);
    }

    static Form read(ByteReader in) throws DamagedException {
        return new Form(
                in.text(), in.text(), texts(in), in.text(), in.text(), in.text(), texts(in), in.text(), texts(in));
    }

    private static void texts(ByteBuilder out, List<String> texts) {
        out.varint(texts.size());
        texts.forEach(out::text);
    }

    private static List<String> texts(ByteReader in) throws DamagedException {
        List<String> texts = new ArrayList<>();
        for (int rest = in.count(MOST); rest > 0; rest--) {
            texts.add(in.text());
        }
        return texts;
    }
}
