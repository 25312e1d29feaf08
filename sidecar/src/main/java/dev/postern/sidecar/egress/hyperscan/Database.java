package dev.postern.sidecar.egress.hyperscan;

import com.gliwka.hyperscan.jni.hs_compile_error_t;
import com.gliwka.hyperscan.jni.hs_database_t;
import com.gliwka.hyperscan.jni.hs_scratch_t;
import com.gliwka.hyperscan.jni.hyperscan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** What Hyperscan compiled, in native memory that is given back when nothing refers to it. Thread-safe. */
final class Database extends hs_database_t {

    private Database(Pointer compiled) {
        super(compiled);
        hs_database_t same = new hs_database_t(compiled);
        deallocator(() -> hyperscan.hs_free_database(same));
    }

    /** Compiles some literals, folded, of which each is known by a number of its own. */
    static Database of(List<String> literals, int[] numbers) {
        int count = literals.size();
        BytePointer[] patterns = literals.stream()
                .map(literal -> new BytePointer(pattern(literal)))
                .toArray(BytePointer[]::new);
        int[] flags = new int[count];
        Arrays.fill(flags, hyperscan.HS_FLAG_CASELESS);
        try (PointerPointer<BytePointer> expressions = new PointerPointer<>(patterns);
                IntPointer flag = new IntPointer(flags);
                IntPointer ids = new IntPointer(numbers);
                PointerPointer<hs_database_t> database = new PointerPointer<>(1);
                PointerPointer<hs_compile_error_t> error = new PointerPointer<>(1)) {
            int status = hyperscan.hs_compile_multi(
                    expressions, flag, ids, count, hyperscan.HS_MODE_BLOCK, null, database, error);
            if (status != hyperscan.HS_SUCCESS) {
                throw new IllegalStateException("Hyperscan refused literals: " + status);
            }
            return new Database(database.get(0));
        } finally {
            for (BytePointer pattern : patterns) {
                pattern.close();
            }
        }
    }

    /** What a thread needs to scan by this. */
    Scratch scratch() {
        try (PointerPointer<hs_scratch_t> scratch = new PointerPointer<>(1)) {
            scratch.put(0, (Pointer) null);
            int status = hyperscan.hs_alloc_scratch(this, scratch);
            if (status != hyperscan.HS_SUCCESS) {
                throw new OutOfMemoryError("no native memory to scan in: " + status);
            }
            return new Scratch(scratch.get(0));
        }
    }

    private static String pattern(String literal) {
        StringBuilder pattern = new StringBuilder();
        literal.chars().forEach(c -> pattern.append(c == '0' ? "[0-9]" : String.format(Locale.ROOT, "\\x%02x", c)));
        return pattern.toString();
    }

    /** Room that one scan at a time works in. */
    static final class Scratch extends hs_scratch_t {
        private Scratch(Pointer allocated) {
            super(allocated);
            hs_scratch_t same = new hs_scratch_t(allocated);
            deallocator(() -> hyperscan.hs_free_scratch(same));
        }
    }
}
