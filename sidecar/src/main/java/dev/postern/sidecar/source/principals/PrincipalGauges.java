package dev.postern.sidecar.source.principals;

/** What a source of principals tells of itself; for metrics. Thread-safe. */
public interface PrincipalGauges {

    /** Principals known. */
    long size();

    /** Times that a principal came, changed or went. */
    long changes();

    /** Times that something could not be read or understood. */
    long refused();
}
