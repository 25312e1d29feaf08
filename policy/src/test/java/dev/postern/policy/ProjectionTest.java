package dev.postern.policy;

import static dev.postern.policy.Checks.check;
import static dev.postern.policy.Checks.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.Hex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static final Scratch SCRATCH = new Scratch();

    private static String key(Program program, Check check) {
        ByteBuilder out = new ByteBuilder(16);
        assertThat(program.project(check, SCRATCH, out)).isGreaterThan(check.nowMillis());
        return Hex.print(out.toByteArray());
    }

    private static long until(Program program, Check check) {
        return program.project(check, SCRATCH, new ByteBuilder(16));
    }

    @Test
    void leavesOutWhatNoRuleMentions() {
        Program program = Checks.program("permit read on '/**' when team = 'blue'");

        assertThat(key(program, check("read", "/a", Map.of("team", text("blue"), "nonce", text("1")))))
                .isEqualTo(key(program, check("read", "/a", Map.of("team", text("blue"), "nonce", text("2")))));
    }

    @Test
    void holdsEveryInputThatARuleMentions() {
        Program program = Checks.program(
                "permit read on '/**' when team = 'blue' or principal.id = 'x' or principal.roles contains 'y'"
                        + " or principal.level > 3");
        Check base = check("read", "/a", Map.of("team", text("blue")));

        assertThat(List.of(
                        check("read", "/a", Map.of()),
                        check("read", "/a", Map.of("team", text("red"))),
                        check("read", "/a", Map.of("team", Value.Null.NULL)),
                        check("read", "/b", Map.of("team", text("blue"))),
                        check("write", "/a", Map.of("team", text("blue"))),
                        by(new Principal("eve", List.of(), Map.of())),
                        by(new Principal("ada", List.of("y"), Map.of())),
                        by(new Principal("ada", List.of(), Map.of("level", new Value.Int(4)))),
                        by(new Principal("ada", List.of(), Map.of("level", new Value.Real(4))))))
                .extracting(check -> key(program, check))
                .doesNotHaveDuplicates()
                .doesNotContain(key(program, base));
    }

    @Test
    void holdsTheBundleAndTheTenant() {
        SourceFile rules = new SourceFile("policy.ccl", "permit read on '/**' when team = 'blue'");
        SourceFile same = new SourceFile("shop/policy.ccl", "permit read on '/**' when team = 'blue'");
        SourceFile stricter = new SourceFile("shop/policy.ccl", "permit read on '/b' when team = 'blue'");
        Program program = Checks.bundle(rules, same);

        assertThat(key(program, check("read", "/a")))
                .isNotEqualTo(key(program, Checks.in("shop", "read", "/a")))
                .isNotEqualTo(key(Checks.bundle(rules, stricter), check("read", "/a")));
    }

    @Test
    void neverRunsNeighbouringTextsTogether() {
        Program program = Checks.program("permit read on '/**' when one = two or three = four");

        assertThat(key(program, check("read", "/a", Map.of("one", text("ab"), "two", text("c")))))
                .isNotEqualTo(key(program, check("read", "/a", Map.of("one", text("a"), "two", text("bc")))));
        assertThat(key(program, check("reada", "/", Map.of())))
                .isNotEqualTo(key(program, check("read", "/a", Map.of())));
    }

    @Test
    void foldsNeitherCaseNorKindNorLoneSurrogates() {
        Program program = Checks.program("permit read on '/**' when one = 'x'");

        assertThat(List.of(
                        text("A"),
                        text("a"),
                        text("\ud800"),
                        text("\ud801"),
                        text("?"),
                        text("1"),
                        new Value.Int(1),
                        new Value.Real(1),
                        Value.Bool.TRUE,
                        Value.Bool.FALSE,
                        text("true"),
                        text(""),
                        Checks.items(text("a")),
                        Checks.items(),
                        Checks.items(Checks.items()),
                        Checks.items(Checks.items(text("a")), text("b")),
                        Checks.items(Checks.items(text("a"), text("b"))),
                        Value.Fields.EMPTY,
                        fields("a", Value.Bool.TRUE),
                        fields("b", Value.Bool.TRUE),
                        fields("a", fields("b", Value.Bool.TRUE)),
                        new Value.Fields(Map.of("a", Value.Fields.EMPTY, "b", Value.Bool.TRUE)),
                        Value.Null.NULL))
                .extracting(value -> key(program, check("read", "/a", Map.of("one", value))))
                .doesNotHaveDuplicates()
                .doesNotContain(key(program, check("read", "/a", Map.of())));
    }

    @Test
    void keepsNothingOfWhatADoorKnows() {
        Program program = Checks.program("permit read on '/**'");

        assertThat(until(program, check("read", "/a").withFacts(path -> null))).isEqualTo(Long.MIN_VALUE);
        assertThat(until(program, Checks.in("nobody", "read", "/a"))).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void endsWhenTheSecondThatIsComparedBeginsAndEnds() {
        long second = Checks.NOW / 1_000 + 10;
        Program program = Checks.program("permit read on '/**' when env.now < " + second);

        assertThat(until(program, check("read", "/a"))).isEqualTo(second * 1_000);
        assertThat(until(program, Checks.at(second * 1_000, "read", "/a"))).isEqualTo((second + 1) * 1_000);
        assertThat(until(program, Checks.at((second + 3) * 1_000, "read", "/a")))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void endsAtTheValueOfTheFieldThatTheClockIsComparedWith() {
        Program program = Checks.program("permit read on '/**' when env.now < resource.expires");
        long expires = Checks.NOW / 1_000 + 7;

        assertThat(until(program, check("read", "/a", Map.of("resource", fields("expires", new Value.Int(expires))))))
                .isEqualTo(expires * 1_000);
        assertThat(until(program, check("read", "/a", Map.of("resource", fields("expires", text("soon"))))))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void endsOnTheHourOfTheBundlesZone() {
        Program program = Checks.bundle(
                new SourceFile("bundle.yaml", "time_zone: Asia/Kolkata"),
                new SourceFile("policy.ccl", "permit read on '/**' when env.hour = 9"));

        assertThat(until(program, check("read", "/a"))).isEqualTo(1_795_228_200_000L + 3_600_000L);
    }

    @Test
    void isVolatileWhereTheClockIsNotComparedWithNumbers() {
        assertThat(until(Checks.program("permit read on '/**' when env.now in ['1', '2']"), check("read", "/a")))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(until(Checks.program("permit read on '/**' when env.now > env.hour"), check("read", "/a")))
                .isEqualTo(Long.MIN_VALUE);
    }

    private static Check by(Principal principal) {
        return Checks.by(principal, "read", "/a");
    }

    private static Value fields(String name, Value value) {
        return new Value.Fields(Map.of(name, value));
    }
}
