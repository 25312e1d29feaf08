package dev.postern.sidecar.identity;

import dev.postern.policy.Check;
import dev.postern.sidecar.decide.Caller;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two ways of finding out, the second of which goes by what the first found.
 *
 * @param second keeps the credential that it is given
 */
public record IdentificationChain(Identification first, Identification second) implements Identification {

    @Override
    public @Nullable Check now(Check check, Shown shown) {
        Check known = first.now(check, shown);
        return known == null ? null : second.now(known, shown);
    }

    @Override
    public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
        first.identify(check, shown, caller, known -> second.identify(known, shown, caller, sink));
    }
}
