package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random bundles and checks over small alphabets, with clocks and patterns in them. */
final class RandomWorld {

    static final List<String> RESOURCES = List.of("/docs/1", "/docs/2", "/other");

    private static final List<String> NAMES = List.of("ada", "bob", "eve", "mallory");
    private static final List<String> TEXTS = List.of("blue", "red", "aab", "ab", "secret", "10.0.0.1", "");
    private static final List<String> TERMS = List.of(
            "team = 'blue'",
            "team != level",
            "path matches '^a+b'",
            "path matches 'e'",
            "not team matches 'red|blue'",
            "level > 3",
            "principal.roles contains 'ops'",
            "principal.id = owner",
            "principal.team = team",
            "env.now < 1795228515",
            "env.now >= level",
            "env.hour >= 3",
            "not env.weekday = 6",
            "env.now > missing.until");

    private final SplittableRandom random;

    RandomWorld(SplittableRandom random) {
        this.random = random;
    }

    String name() {
        return pick(NAMES);
    }

    Program program() {
        StringBuilder text = new StringBuilder();
        int rules = 1 + random.nextInt(12);
        for (int i = 0; i < rules; i++) {
            text.append(pick(List.of("permit", "permit", "deny", "require")))
                    .append(' ')
                    .append(pick(List.of("read", "write", "**")))
                    .append(" on '")
                    .append(pick(List.of("/docs/**", "/docs/1", "/**")))
                    .append('\'');
            if (random.nextInt(5) > 0) {
                text.append(" when ").append(condition(2));
            }
            text.append('\n');
        }
        String settings = random.nextInt(4) == 0 ? "absent: [{rule: deny}]" : "time_zone: Asia/Kolkata";
        Compilation compilation = Program.compile(
                List.of(new SourceFile("policy.ccl", text.toString()), new SourceFile("bundle.yaml", settings)));
        assertThat(compilation).as("%s", text).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).program();
    }

    Check check(long nowMillis) {
        Map<String, Value> context = new HashMap<>();
        for (String field : List.of("team", "path", "owner", "level")) {
            if (random.nextInt(5) > 0) {
                context.put(field, value());
            }
        }
        Principal principal = random.nextInt(8) == 0
                ? Principal.NOBODY
                : new Principal(name(), random.nextBoolean() ? List.of("ops") : List.of(), Map.of("team", value()));
        return new Check(
                Check.DEFAULT_TENANT,
                principal,
                pick(List.of("read", "write")),
                pick(RESOURCES),
                context,
                Attributes.NONE,
                nowMillis);
    }

    private Value value() {
        return switch (random.nextInt(8)) {
            case 0 -> new Value.Int(random.nextInt(5));
            case 1 -> new Value.Int(1_795_228_215L + 100L * random.nextInt(10));
            case 2 -> new Value.Real(3.5);
            default -> new Value.Text(pick(TEXTS));
        };
    }

    private String condition(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
            case 2 -> "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
            default -> pick(TERMS);
        };
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
