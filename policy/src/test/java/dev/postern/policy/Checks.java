package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Programs and checks as the tests here write them. */
final class Checks {

    /** A Saturday, 02:30:15 UTC. */
    static final long NOW = 1_795_228_215_000L;

    private Checks() {}

    /** The program of one lone file. */
    static Program program(String... lines) {
        return bundle(new SourceFile("policy.ccl", String.join("\n", lines)));
    }

    static Program bundle(SourceFile... files) {
        Compilation compilation = Program.compile(Arrays.asList(files));
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).program();
    }

    static Check check(String action, String resource) {
        return check(action, resource, Map.of());
    }

    static Check check(String action, String resource, Map<String, Value> context) {
        return new Check(Check.DEFAULT_TENANT, Principal.of("ada"), action, resource, context, Attributes.NONE, NOW);
    }

    static Check by(Principal principal, String action, String resource) {
        return new Check(Check.DEFAULT_TENANT, principal, action, resource, Map.of(), Attributes.NONE, NOW);
    }

    static Check in(String tenant, String action, String resource) {
        return new Check(tenant, Principal.of("ada"), action, resource, Map.of(), Attributes.NONE, NOW);
    }

    static Check at(long millis, String action, String resource) {
        return new Check(
                Check.DEFAULT_TENANT, Principal.of("ada"), action, resource, Map.of(), Attributes.NONE, millis);
    }

    static Template decide(Program program, Check check) {
        return program.decide(check, new Scratch());
    }

    static Value text(String text) {
        return new Value.Text(text);
    }

    static Value items(Value... values) {
        return new Value.Items(List.of(values));
    }
}
