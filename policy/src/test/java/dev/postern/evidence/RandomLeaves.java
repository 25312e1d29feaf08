package dev.postern.evidence;

import dev.postern.crypto.ContentDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Makes leaves of every kind, awkward texts among them. */
final class RandomLeaves {

    private static final String[] TEXTS = {
        "", "shop.ccl:12", "a\"b\\c", "tab\tnewline\n\u0001\u001f\u007f", "\u00e9\u4e2d", "\ud83d\ude00", "2026-01-01"
    };

    private final SplittableRandom random;
    private final String origin;
    private final long boot;
    private final List<Form> forms = new ArrayList<>();
    private final long[] next = new long[6];
    private long mono;
    private long wall = 1_700_000_000_000L;

    RandomLeaves(SplittableRandom random, String origin, long boot) {
        this.random = random;
        this.origin = origin;
        this.boot = boot;
        for (int i = 0; i < 5; i++) {
            forms.add(new Form(
                    "sha256:" + i,
                    text(),
                    texts(),
                    random.nextBoolean() ? "ALLOW" : "DENY",
                    "decide",
                    text(),
                    texts(),
                    text(),
                    texts()));
        }
    }

    Leaf next(TreeHash prev) {
        wall += random.nextInt(10) == 0 ? random.nextLong(-5_000, 5_000) : random.nextInt(2);
        mono += random.nextLong(1_000_000);
        Leaf.Stamp stamp = new Leaf.Stamp(origin, "i-1", boot, wall, prev);
        int lane = random.nextInt(next.length);
        switch (random.nextInt(20)) {
            case 0 -> {
                long from = next[lane];
                long count = 1 + random.nextLong(1_000_000);
                next[lane] += count;
                return new Leaf.Gap(stamp, lane, from, count, text());
            }
            case 1 -> {
                SortedMap<Integer, Long> last = new TreeMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    last.put(random.nextInt(100), random.nextLong(1L << 40));
                }
                return new Leaf.Boot(stamp, random.nextLong(), random.nextBoolean(), last, text());
            }
            case 2 -> {
                return new Leaf.ClockStep(stamp, mono, random.nextLong());
            }
            default -> {
                boolean rests = random.nextInt(8) == 0;
                return new Leaf.Receipt(
                        stamp,
                        lane,
                        next[lane]++,
                        mono,
                        forms.get(random.nextInt(forms.size())),
                        random.nextInt(5) == 0 ? TreeHash.of(new byte[32]) : hash(),
                        rests ? digests() : List.of(),
                        rests ? digests() : List.of());
            }
        }
    }

    TreeHash hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return TreeHash.of(bytes);
    }

    private List<ContentDigest> digests() {
        List<ContentDigest> digests = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            digests.add(ContentDigest.ofHash(hash().toByteArray()));
        }
        return digests;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            texts.add(text());
        }
        return texts;
    }
}
