package dev.postern.loadtest.bench;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A bundle of any number of rules in the manner of a shop, of which few match a check. */
public final class ShopRules {

    private static final List<String> ACTIONS = List.of("read", "write", "list", "share", "delete");

    private ShopRules() {}

    static List<SourceFile> files(int rules) {
        StringBuilder text = new StringBuilder(rules * 100);
        for (int i = 0; i < rules; i++) {
            text.append(rule(i)).append('\n');
        }
        text.append("permit notes.read on '/notes/*'\n");
        text.append("deny notes.read on '/notes/*' when note matches '(?i)(apass|akey|secret)[a-z]{0,3}[a-z]+0'\n");
        return List.of(new SourceFile("shop.ccl", text.toString()));
    }

    public static Program program(int rules) {
        Compilation compilation = Program.compile(files(rules));
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled.program();
        }
        throw new IllegalStateException(compilation.toString());
    }

    /** A check that a permit of one service decides. */
    public static Check check() {
        return check(42);
    }

    /** The same of another item. */
    public static Check check(int item) {
        return new Check(
                Check.DEFAULT_TENANT,
                new Principal("user-7", List.of("staff", "team-7"), Map.of()),
                "shop7.read",
                "/services/s7/items/" + item,
                Map.of("region", new Value.Text("eu-west"), "amount", new Value.Int(250)),
                Attributes.NONE,
                1_795_176_000_000L);
    }

    /** A check of a note of 2,000 letters, which one of two more rules searches. */
    public static Check note(int number) {
        StringBuilder note = new StringBuilder();
        new SplittableRandom(number).ints(2_000, 'a', 'z' + 1).forEach(letter -> note.append((char) letter));
        return new Check(
                Check.DEFAULT_TENANT,
                Principal.of("user-7"),
                "notes.read",
                "/notes/" + number,
                Map.of("note", new Value.Text(note.toString())),
                Attributes.NONE,
                1_795_176_000_000L);
    }

    /** Every service has five rules of its own; one rule in a hundred holds for all services. */
    private static String rule(int number) {
        int service = number / ACTIONS.size();
        String action = ACTIONS.get(number % ACTIONS.size());
        if (number % 100 == 99) {
            return "deny *." + action + " on '/services/*/private/**' when not principal.roles contains 'keeper-"
                    + service + "' severity critical";
        }
        return "permit shop" + service + "." + action + " on '/services/s" + service
                + "/items/*' when principal.roles contains 'team-" + service
                + "' and region starts_with 'eu-' and amount < "
                + (1_000 + number);
    }
}
