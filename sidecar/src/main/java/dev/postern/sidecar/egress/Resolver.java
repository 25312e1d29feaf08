package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Finds the addresses of names. Thread-safe; never blocks its caller. */
@FunctionalInterface
public interface Resolver {

    /** All addresses of a name; empty when it has none, cannot be resolved, or not in time. Never fails. */
    CompletionStage<List<Cidr>> resolve(String name);
}
