package dev.postern.loadtest;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.Namespace;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is kept takes, as the heap tells after a collection. */
final class CacheMemory {

    private static final int ENTRIES = 200_000;
    private static final int KEY_BYTES = 200;
    /** Each doubles the classes. */
    private static final int OBLIGATIONS = 13;

    private CacheMemory() {}

    /** A line for a person: entries of the local tier. */
    static String ofEntries() {
        LocalTier local = new LocalTier(1L << 32, new EpochTable(), Freshness.ALONE, System::nanoTime, Runnable::run);
        long before = used();
        for (int i = 0; i < ENTRIES; i++) {
            byte[] key = new byte[KEY_BYTES];
            for (int b = 0; b < Integer.BYTES; b++) {
                key[b] = (byte) (i >>> (Byte.SIZE * b));
            }
            EntryKey named = EntryKey.of(Namespace.DECISION, Check.DEFAULT_TENANT, key);
            local.keep(named, true, 0, local.epochs(Check.DEFAULT_TENANT, ""), 0, 300_000);
        }
        long after = used();
        return String.format(
                Locale.ROOT,
                "%d entries with keys of %d bytes: %.0f bytes each in memory, %.0f by weight",
                local.size(),
                KEY_BYTES,
                (double) (after - before) / ENTRIES,
                (double) local.bytes() / ENTRIES);
    }

    /** A line for a person: decision classes, six rules and obligations in each on average. */
    static String ofClasses() {
        StringBuilder text = new StringBuilder("permit read on '/**'\n");
        for (int i = 0; i < OBLIGATIONS; i++) {
            text.append("require read on '/**' when f").append(i).append(" = 1\n");
        }
        Compilation compilation = Program.compile(List.of(new SourceFile("classes.ccl", text.toString())));
        if (!(compilation instanceof Compilation.Compiled compiled)) {
            throw new IllegalStateException(compilation.toString());
        }
        int classes = 1 << OBLIGATIONS;
        Scratch scratch = new Scratch();
        long obligations = 0;
        long before = used();
        for (int i = 0; i < classes; i++) {
            obligations +=
                    compiled.program().decide(check(i), scratch).obligations().size();
        }
        long after = used();
        return String.format(
                Locale.ROOT,
                "%d classes with %.1f obligations: %.0f bytes each in memory",
                classes,
                (double) obligations / classes,
                (double) (after - before) / classes);
    }

    private static Check check(int fields) {
        Map<String, Value> context = new HashMap<>();
        for (int i = 0; i < OBLIGATIONS; i++) {
            context.put("f" + i, new Value.Int(fields >>> i & 1));
        }
        return new Check(
                Check.DEFAULT_TENANT, Principal.of("ada"), "read", "/a", context, Attributes.NONE, CacheWorkload.NOW);
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
