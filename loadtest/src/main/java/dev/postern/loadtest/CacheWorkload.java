package dev.postern.loadtest;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A made-up organisation: principals with roles and a clearance, resources with an application, a type, a risk and an
 * owner, and rules over those. Who asks for what follows Zipf's law on both sides. The same seed makes the same world.
 */
final class CacheWorkload {

    static final long NOW = 1_795_228_215_000L;

    private static final int PRINCIPALS = 5_000;
    private static final int RESOURCES = 200_000;
    private static final int ACTIONS = 8;
    private static final int ROLES = 40;
    private static final int APPS = 20;
    private static final int TYPES = 10;

    private final SplittableRandom random;
    private final Zipf principalRank;
    private final Zipf resourceRank;
    private final Zipf noteRank;
    private final List<Principal> principals = new ArrayList<>();
    private final int[] resources;
    private final List<Value> notes = new ArrayList<>();
    private final String rules;
    private final Map<String, Integer> dearRules = new HashMap<>();
    private int changes;

    /**
     * A world.
     *
     * @param dear whether one rule in ten also searches a note, one of {@code notes} of {@code noteLength} characters
     */
    CacheWorkload(long seed, int rules, double s, boolean dear, int notes, int noteLength) {
        this.random = new SplittableRandom(seed);
        this.principalRank = new Zipf(PRINCIPALS, s);
        this.resourceRank = new Zipf(RESOURCES, s);
        this.noteRank = new Zipf(notes, s);
        for (int i = 0; i < PRINCIPALS; i++) {
            principals.add(principal(i));
        }
        this.resources = random.ints(RESOURCES).toArray();
        for (int i = 0; i < notes; i++) {
            this.notes.add(new Value.Text(note(noteLength)));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            text.append(rule(i, dear)).append('\n');
        }
        this.rules = text.toString();
    }

    /** The rules as they are now, over attributes below {@code prefix}. */
    Program program(String prefix) {
        String text = rules.replace("@", prefix) + "permit change.n" + changes + " on '/changes'\n";
        Compilation compilation = Program.compile(List.of(new SourceFile("policy.ccl", text)));
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled.program();
        }
        throw new IllegalStateException(compilation.toString());
    }

    /** A rule more, which matches nothing that is asked. */
    void changePolicy() {
        changes++;
    }

    /** Gives somebody other roles; their name. */
    String changePrincipal() {
        int who = principalRank.next(random);
        principals.set(who, principal(who));
        return principals.get(who).id();
    }

    /** How many rules for an action have a dear comparison; every resource fits them. */
    int dearRules(String action) {
        return dearRules.getOrDefault(action, 0);
    }

    Check next(long nowMillis) {
        Principal principal = principals.get(principalRank.next(random));
        int number = resourceRank.next(random);
        int of = resources[number];
        Map<String, Value> context = Map.of(
                "app", new Value.Text("app-" + Math.floorMod(of, APPS)),
                "type", new Value.Text("type-" + Math.floorMod(of >> 5, TYPES)),
                "risk", new Value.Int(Math.floorMod(of >> 9, 100)),
                "owner", new Value.Text("user-" + Math.floorMod(of >> 3, principals.size())),
                "note", notes.get(noteRank.next(random)));
        return new Check(
                Check.DEFAULT_TENANT,
                principal,
                "act" + random.nextInt(ACTIONS),
                "/resources/r" + number,
                context,
                Attributes.NONE,
                nowMillis);
    }

    private Principal principal(int number) {
        List<String> roles = List.of(
                "role-" + random.nextInt(ROLES), "role-" + random.nextInt(ROLES), "role-" + random.nextInt(ROLES));
        return new Principal("user-" + number, roles, Map.of("clearance", new Value.Int(random.nextInt(10))));
    }

    private String note(int length) {
        StringBuilder note = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            note.append((char) ('a' + random.nextInt(26)));
        }
        return note.toString();
    }

    private String rule(int number, boolean dear) {
        boolean deny = random.nextInt(5) == 0;
        String action = "act" + random.nextInt(ACTIONS);
        List<String> terms = new ArrayList<>();
        terms.add("principal.roles contains 'role-" + random.nextInt(ROLES) + "'");
        int more = 1 + random.nextInt(3);
        for (int i = 0; i < more; i++) {
            terms.add(term());
        }
        if (dear && number % 10 == 0) {
            dearRules.merge(action, 1, Integer::sum);
            char letter = (char) ('a' + random.nextInt(26));
            terms.add(
                    "@note matches '(?i)(" + letter + "pass|" + letter + "key|secret)[a-z]{0,3}[" + letter + "-z]+0'");
        }
        return (deny ? "deny" : "permit") + " " + action + " on '/resources/**' when " + String.join(" and ", terms);
    }

    private String term() {
        return switch (random.nextInt(7)) {
            case 0 -> "@app = 'app-" + random.nextInt(APPS) + "'";
            case 1 -> "@type = 'type-" + random.nextInt(TYPES) + "'";
            case 2 -> "@risk < " + (10 + random.nextInt(90));
            case 3 -> "principal.clearance >= " + random.nextInt(10);
            case 4 -> "env.hour >= " + random.nextInt(24);
            case 5 -> "@owner = principal.id";
            default -> "@app in ['app-" + random.nextInt(APPS) + "', 'app-" + random.nextInt(APPS) + "']";
        };
    }
}
