package dev.postern.crypto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Arbitrary JSON of integers: odd characters, extreme numbers, times in every zone, names that sort badly. */
final class RandomJson {

    private static final int[] CODE_POINTS = {
        0, 1, 8, 9, 10, 12, 13, 31, ' ', '"', '\\', '/', 'a', 'b', 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0x2028, 0xd7ff,
        0xe000, 0xfeff, 0xffff, 0x10000, 0x1f600, 0x10ffff
    };
    private static final String[] TIMES = {
        "2024-01-15T10:30:00+05:00",
        "2024-12-31T23:59:60Z",
        "2024-02-29t00:00:00.999z",
        "2023-02-29T00:00:00Z",
        "2024-01-15"
    };

    private final SplittableRandom random;

    RandomJson(SplittableRandom random) {
        this.random = random;
    }

    Json next(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> JsonNull.NULL;
            case 1 -> new JsonBoolean(random.nextBoolean());
            case 2 -> new JsonInteger(random.nextLong() >> random.nextInt(64));
            case 3 -> new JsonUnsigned(random.nextLong() | Long.MIN_VALUE);
            case 4 -> new JsonString(TIMES[random.nextInt(TIMES.length)]);
            case 5 -> new JsonString(text());
            case 6 -> array(depth);
            default -> object(depth);
        };
    }

    private JsonArray array(int depth) {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(next(depth - 1));
        }
        return new JsonArray(items);
    }

    private JsonObject object(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            members.put(text(), next(depth - 1));
        }
        return new JsonObject(members);
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            out.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return out.toString();
    }

    /** The same value with the members of every object in another order. */
    Json shuffled(Json value) {
        if (value instanceof JsonArray array) {
            return new JsonArray(array.items().stream().map(this::shuffled).toList());
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        List<Map.Entry<String, Json>> entries = new ArrayList<>(object.members().entrySet());
        Collections.shuffle(entries, new Random(random.nextLong()));
        Map<String, Json> members = new LinkedHashMap<>();
        entries.forEach(entry -> members.put(entry.getKey(), shuffled(entry.getValue())));
        return new JsonObject(members);
    }
}
