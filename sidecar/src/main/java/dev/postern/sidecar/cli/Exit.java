package dev.postern.sidecar.cli;

/** Exit codes of the command line. */
final class Exit {

    /** Allowed, or done. */
    static final int OK = 0;
    /** Denied, or a verification failed. */
    static final int DENIED = 1;
    /** Wrong usage or bad input. */
    static final int USAGE = 2;
    /** The sidecar cannot be reached, or a fault of our own. */
    static final int FAULT = 3;

    private Exit() {}
}
