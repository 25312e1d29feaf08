package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.PathRules;
import dev.postern.policy.PathRules.DotSegments;
import dev.postern.policy.PathRules.EmptySegments;
import dev.postern.policy.PathRules.EncodedSlash;
import dev.postern.policy.PathRules.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCanonicaliserTest {

    private static final PathRules LENIENT =
            new PathRules(EncodedSlash.DECODE, DotSegments.RESOLVE, EmptySegments.MERGE, Parameters.STRIP);
    private static final PathRules KEEPING =
            new PathRules(EncodedSlash.KEEP, DotSegments.RESOLVE, EmptySegments.KEEP, Parameters.KEEP);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/",
                "/a/b.c/d~e_f-g",
                "/a:b@c!$&'()*+,=d",
                "/.well-known/x",
                "/...",
                "/a..b",
                "/..a/b..",
                "/caf%C3%A9",
                "/%E2%82%AC/%F0%9F%98%80",
                "/a%20b",
                "/100%25",
                "/100%25z",
                "/a%3Bb",
                "/a%3Fb%23c"
            })
    void leavesCanonicalPathsAlone(String path) {
        assertThat(PathCanonicaliser.canonical(path, PathRules.STRICT)).isEqualTo(path);
    }

    @Test
    void allocatesNothingForPlainPaths() {
        String path = "/api/v1/cart";

        assertThat(PathCanonicaliser.canonical(path, PathRules.STRICT)).isSameAs(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/%61dmin, /admin",
        "/%41%2D%5F%7e, /A-_~",
        "/users/root%40corp, /users/root@corp",
        "/a%3ab%2Bc%21, /a:b+c!",
        "/a%2eb, /a.b",
        "/%e2%82%ac, /%E2%82%AC",
        "/a%7b%7d, /a%7B%7D",
        "/a{b}|c^\"<>[]`, /a%7Bb%7D%7Cc%5E%22%3C%3E%5B%5D%60",
        "/%2561, ",
        "/50%25%7a, /50%25z",
    })
    void givesTwoSpellingsOneForm(String path, String canonical) {
        assertThat(PathCanonicaliser.canonical(path, PathRules.STRICT)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "http://host/a",
                "?",
                " /a",
                "//",
                "///",
                "//a",
                "/a//b",
                "/a//",
                "/.",
                "/..",
                "/./a",
                "/a/.",
                "/a/..",
                "/a/../b",
                "/a/./b",
                "/%2e",
                "/%2e%2e/a",
                "/.%2e/a",
                "/%2E%2e",
                "/a/%2e%2E/b",
                "/a%2fb",
                "/a%2Fb",
                "/%2f",
                "/a;b",
                "/a;v=1/b",
                "/;",
                "/..;/a",
                "/a\\b",
                "/..\\a",
                "/a%5cb",
                "/a%5Cb",
                "/a%00b",
                "/%00",
                "/a\0b",
                "/a b",
                "/a\tb",
                "/a\r\nb",
                "/a\u007fb",
                "/a%0ab",
                "/a%7Fb",
                "/a%1f",
                "/a#b",
                "/#",
                "/caf\u00e9",
                "/\ud83d\ude00",
                "/%",
                "/%2",
                "/a%",
                "/a%zz",
                "/a%4g",
                "/%u0041",
                "/%\uff14\uff11",
                "/%-1",
                "/%+1",
                "/%c0%af",
                "/%c0%ae%c0%ae/",
                "/%e0%80%af",
                "/%ed%a0%80",
                "/%f4%90%80%80",
                "/%f8%88%80%80%80",
                "/%ff",
                "/%80",
                "/%c3",
                "/%c3/",
                "/%c3a",
                "/%e2%82",
                "/%e2%82x",
                "/%c3%28",
                "/%252e",
                "/%252f",
                "/%2541",
                "/%25%34%31",
                "/%25%32%66",
                "/%2525252f",
                "/a%25c0",
                "/%2%35",
                "/%%32%35"
            })
    void refusesWhatCanBeReadInTwoWays(String path) {
        assertThat(PathCanonicaliser.canonical(path, PathRules.STRICT)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2fb, /a/b",
        "/a%2F, /a/",
        "/a/../b, /b",
        "/a/./b, /a/b",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/.., /",
        "/../../a, /a",
        "/%2e%2e/a, /a",
        "/a%2f..%2fb, /b",
        "/a//b, /a/b",
        "///a///, /a/",
        "/a%2f/b, /a/b",
        "/a;v=1/b;w, /a/b",
        "/;x/a, /a",
        "/a/b/../../c, /c",
    })
    void readsAsToldWhereTheTenantSaysHow(String path, String canonical) {
        assertThat(PathCanonicaliser.canonical(path, LENIENT)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2fb, /a%2Fb",
        "/a//b, /a//b",
        "/a;v=1/b, /a;v=1/b",
        "/a/b/../c, /a/c",
        "/a;%76=1, /a;v=1",
        "/a/x%2F.y, /a/x%2F.y",
    })
    void keepsAsToldWhereTheTenantSaysSo(String path, String canonical) {
        assertThat(PathCanonicaliser.canonical(path, KEEPING)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/..;/b",
                "/a/..;v=1",
                "/.;",
                "/%2e%2e;/a",
                "/a//../b",
                "/a/..//b",
                "/a//b/../..",
                "/a\\b",
                "/%00",
                "/%252f",
                "/%c0%af",
                "",
                "a",
                "/a#b"
            })
    void refusesTrapsUnderAnyRules(String path) {
        assertThat(PathCanonicaliser.canonical(path, LENIENT)).isNull();
        assertThat(PathCanonicaliser.canonical(path, KEEPING)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..%2fa", "/a%2F..", "/a/..%2F..%2Fb", "/a%2f%2e%2e%2fb", "/a;x%2F..;y", "/x%2F..;y"})
    void refusesDotSegmentsBesideKeptSlashes(String path) {
        assertThat(PathCanonicaliser.canonical(path, KEEPING)).isNull();
    }

    @Test
    void isIdempotentAndLeavesNoTrapWhateverTheRules() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int allowed = 0;
        for (int i = 0; i < 200_000; i++) {
            PathRules rules = RULES.get(random.nextInt(RULES.size()));
            String path = randomPath(random);
            String canonical = PathCanonicaliser.canonical(path, rules);
            if (canonical == null) {
                continue;
            }
            allowed++;
            String claim = "seed " + seed + ", path " + path + ", rules " + rules;
            assertThat(PathCanonicaliser.canonical(canonical, rules)).as(claim).isEqualTo(canonical);
            assertThat(canonical).as(claim).startsWith("/").matches("[\\x21-\\x7e]*");
            assertThat(canonical + "/").as(claim).doesNotContain("/../", "/./", "\\", "%5C", "%00");
            if (rules.emptySegments() != EmptySegments.KEEP) {
                assertThat(canonical).as(claim).doesNotContain("//");
            }
            if (rules.encodedSlash() != EncodedSlash.KEEP) {
                assertThat(canonical).as(claim).doesNotContain("%2F");
            }
            if (rules.parameters() != Parameters.KEEP) {
                assertThat(canonical).as(claim).doesNotContain(";");
            }
        }
        assertThat(allowed).isGreaterThan(10_000);
    }

    private static final List<PathRules> RULES = allRules();
    private static final String[] PIECES = {
        "/", "/", "/", "a", "b", ".", "..", ";", "%2f", "%2F", "%2e", "%2E", "%61", "%25", "%32", "%66", "%3b", "%40",
        "%c3%a9", "%5c", "%00", "%", "\\", " ", "#", "\u00e9", "{", "41", "~"
    };

    private static String randomPath(SplittableRandom random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(10); i > 0; i--) {
            path.append(PIECES[random.nextInt(PIECES.length - (random.nextInt(8) == 0 ? 0 : 10))]);
        }
        return path.toString();
    }

    private static List<PathRules> allRules() {
        List<PathRules> all = new ArrayList<>();
        for (EncodedSlash slash : EncodedSlash.values()) {
            for (DotSegments dots : DotSegments.values()) {
                for (EmptySegments empty : EmptySegments.values()) {
                    for (Parameters parameters : Parameters.values()) {
                        all.add(new PathRules(slash, dots, empty, parameters));
                    }
                }
            }
        }
        return all;
    }
}
