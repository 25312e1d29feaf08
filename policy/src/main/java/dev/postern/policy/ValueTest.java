package dev.postern.policy;

/** A comparison with a literal, made ready at load. Thread-safe; allocates only where its operator says so. */
@FunctionalInterface
interface ValueTest {

    /** Whether it holds for a present value in {@link Raw} form. */
    boolean on(Object value);
}
