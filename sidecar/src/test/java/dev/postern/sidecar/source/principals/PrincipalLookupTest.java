package dev.postern.sidecar.source.principals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.identity.Shown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrincipalLookupTest {

    private static final Shown ASSERTED = Shown.NOTHING;
    private static final Shown PROVED = new Shown() {
        @Override
        public boolean isAsserted() {
            return false;
        }
    };
    private static final Principal ALICE =
            new Principal("alice", List.of("editor"), Map.of("department", new Value.Text("finance")));

    @Test
    void knowsWhomACallerOnlyNames() {
        assertThat(found(Principal.of("alice"), ASSERTED)).isEqualTo(ALICE);
        assertThat(found(Principal.of("alice"), PROVED)).isEqualTo(ALICE);
    }

    @Test
    void whatATrustedCallerAssertsStandsAlone() {
        Principal asserted = new Principal("alice", List.of("viewer"), Map.of());
        assertThat(found(asserted, ASSERTED)).isEqualTo(asserted);
        Principal attributes = new Principal("alice", List.of(), Map.of("a", Value.Bool.TRUE));
        assertThat(found(attributes, ASSERTED)).isEqualTo(attributes);
    }

    @Test
    void rolesAreJoinedAndTheSourcesAttributesCountBeforeProvedOnes() {
        Principal proved = new Principal(
                "alice",
                List.of("viewer", "editor"),
                Map.of("department", new Value.Text("sales"), "level", new Value.Int(3)));
        assertThat(found(proved, PROVED))
                .isEqualTo(new Principal(
                        "alice",
                        List.of("editor", "viewer"),
                        Map.of("department", new Value.Text("finance"), "level", new Value.Int(3))));
    }

    @Test
    void aPrincipalThatIdentificationFoundIsLookedUpWhateverWasAsserted() {
        Principal said = new Principal("bob", List.of("admin"), Map.of());
        Identification token = changing(check -> check.by(Principal.of("alice")));
        Check check = new PrincipalLookup(token, source(true, true)).now(check(said), ASSERTED);
        assertThat(check).isNotNull().extracting(Check::principal).isEqualTo(ALICE);
    }

    @Test
    void whomNobodyKnowsStaysAsTheyCame() {
        Principal bob = new Principal("bob", List.of("viewer"), Map.of());
        assertThat(found(bob, PROVED)).isEqualTo(bob);
        assertThat(found(Principal.NOBODY, PROVED)).isEqualTo(Principal.NOBODY);
    }

    @Test
    void permitsNothingWhenWhatIsKnownIsInDoubt() {
        Check check = check(Principal.of("alice"));
        for (PrincipalSource doubtful : List.of(source(false, true), source(true, false))) {
            Check looked =
                    Objects.requireNonNull(new PrincipalLookup(Identification.NONE, doubtful).now(check, PROVED));
            assertThat(looked.credential().refusal(looked, new Scratch())).isEqualTo(Reason.PRINCIPAL_UNAVAILABLE);
        }
        Check unknown = check(Principal.of("bob"));
        Check stale = Objects.requireNonNull(
                new PrincipalLookup(Identification.NONE, source(false, true)).now(unknown, PROVED));
        assertThat(stale.credential().refusal(stale, new Scratch())).isEqualTo(Reason.PRINCIPAL_UNAVAILABLE);
    }

    @Test
    void looksUpAfterIdentificationThatTakesTime() {
        Identification slow = new Identification() {
            @Override
            public @Nullable Check now(Check check, Shown shown) {
                return null;
            }

            @Override
            public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
                sink.accept(check.by(Principal.of("alice")));
            }
        };
        AtomicReference<@Nullable Check> found = new AtomicReference<>();
        new PrincipalLookup(slow, source(true, true))
                .identify(check(Principal.NOBODY), PROVED, Caller.PATIENT, found::set);
        assertThat(found.get()).isNotNull().extracting(Check::principal).isEqualTo(ALICE);
    }

    private static Principal found(Principal principal, Shown shown) {
        return Objects.requireNonNull(
                        new PrincipalLookup(Identification.NONE, source(true, true)).now(check(principal), shown))
                .principal();
    }

    private static Check check(Principal principal) {
        return new Check("default", principal, "read", "/docs/1", Map.of(), Attributes.NONE, 0);
    }

    private static Identification changing(UnaryOperator<Check> change) {
        return new Identification() {
            @Override
            public Check now(Check check, Shown shown) {
                return change.apply(check);
            }

            @Override
            public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
                throw new IllegalStateException("found at once");
            }
        };
    }

    private static PrincipalSource source(boolean current, boolean readable) {
        return new PrincipalSource() {
            @Override
            public @Nullable KnownPrincipal find(String id) {
                return id.equals("alice") ? new KnownPrincipal(ALICE, 1, readable) : null;
            }

            @Override
            public boolean current() {
                return current;
            }
        };
    }
}
