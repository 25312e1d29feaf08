package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import dev.postern.policy.Scratch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A holder who signs whatever it likes never gains what its parent did not grant. */
class WideningTest {

    private static final List<String> ACTIONS =
            List.of("file.read", "file.write", "net.dial", "file.*", "*.read", "**");
    private static final List<String> SCOPES = List.of("/docs/1", "/docs/*", "/docs/**", "/*/1", "/etc/1", "**");
    private static final List<String> CONSTRAINTS = List.of(
            "permit ** on '**'",
            "permit file.read on '**'",
            "permit ** on '**'\ndeny file.write on '/docs/1'",
            "permit ** on '/docs/**' when size < 10");

    @Test
    void noChildPermitsWhatItsParentDoesNot() {
        Scratch scratch = new Scratch();
        Seeds.fuzz(3_000, random -> {
            Token parent = Token.issue(Tokens.grant().rights(rights(random)).done(), Tokens.ISSUER);
            Grant child = new Tokens.Change(parent.last().grant())
                    .id("t-2")
                    .issuer(Grant.signer(Tokens.HOLDER.publicKey().keyId()))
                    .parent(parent.last().digest())
                    .rights(rights(random))
                    .done();
            if (!(Tokens.VERIFIER.verify(parent.with(Link.sign(child, Tokens.HOLDER)))
                    instanceof Verification.Verified verified)) {
                return;
            }
            VerifiedToken alone = Tokens.verified(parent);
            VerifiedToken childAlone = Tokens.verified(
                    Token.issue(Tokens.grant().rights(child.rights()).done(), Tokens.ISSUER));
            for (String action : ACTIONS.subList(0, 3)) {
                for (String resource : List.of("/docs/1", "/docs/2", "/docs/a/b", "/etc/1")) {
                    var check = Tokens.check(action, resource);
                    boolean permits = verified.token().grants(check, scratch) == null;
                    assertThat(permits && alone.grants(check, scratch) != null).isFalse();
                    assertThat(permits).isEqualTo(childAlone.grants(check, scratch) == null);
                }
            }
        });
    }

    /** The dearest rights there can be: sixteen patterns of each kind that overlap as much as they can. */
    @Test
    void theDearestChainIsSettledSoon() {
        List<String> actions = IntStream.range(0, 16)
                .mapToObj(i -> "**." + "abcdefghijklmnop".charAt(i) + ".**.x.**")
                .map(pattern -> "a." + pattern)
                .toList();
        List<String> scopes = IntStream.range(0, 16)
                .mapToObj(i -> "/**/" + i + "/**/x/**/" + (i + 1) + "/**")
                .toList();
        Rights parent = Tokens.rights(actions, scopes, null);
        List<String> fewer = new ArrayList<>(scopes);
        fewer.set(0, "/**/0/**/x/x/**/1/**");
        Rights child = Tokens.rights(actions, fewer, null);
        long started = System.nanoTime();
        Optional.ofNullable(child.excessOver(parent))
                .ifPresent(why -> assertThat(why).isNotEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        // Whether it could be settled or not, nothing that is wider is let through.
        assertThat(parent.excessOver(child)).isNotNull();
    }

    private static Rights rights(SplittableRandom random) {
        return Tokens.rights(
                some(ACTIONS, random),
                some(SCOPES, random),
                random.nextInt(3) == 0 ? CONSTRAINTS.get(random.nextInt(CONSTRAINTS.size())) : null);
    }

    private static List<String> some(List<String> from, SplittableRandom random) {
        return Stream.generate(() -> from.get(random.nextInt(from.size())))
                .limit(random.nextInt(1, 3))
                .distinct()
                .toList();
    }
}
