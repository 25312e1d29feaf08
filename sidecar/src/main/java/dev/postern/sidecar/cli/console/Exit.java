package dev.postern.sidecar.cli.console;

/** Exit codes of the command line. */
public final class Exit {

    /** Allowed, or done. */
    public static final int OK = 0;
    /** Denied, or a verification failed. */
    public static final int DENIED = 1;
    /** Wrong usage or bad input. */
    public static final int USAGE = 2;
    /** The sidecar cannot be reached, or a fault of our own. */
    public static final int FAULT = 3;

    private Exit() {}
}
