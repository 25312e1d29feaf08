package dev.postern.covenant;

/** What came of reading or making a covenant document. */
public sealed interface CovenantResult {

    record Read(Covenant covenant) implements CovenantResult {}

    /**
     * It is no covenant document.
     *
     * @param message what is wrong, where, and what was expected
     */
    record Refused(String message) implements CovenantResult {}
}
