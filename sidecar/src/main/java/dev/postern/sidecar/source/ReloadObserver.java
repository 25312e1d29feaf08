package dev.postern.sidecar.source;

import dev.postern.sidecar.admin.BundleState;

/** Is told of every reload, on the thread that reloads. */
@FunctionalInterface
public interface ReloadObserver {

    /**
     * A reload has ended.
     *
     * @param state after it
     * @param nanos how long reading and compiling took
     */
    void reloaded(Ending ending, BundleState state, long nanos);

    /** How a reload ended. */
    enum Ending {
        /** A new bundle is in force. */
        LOADED,
        /** The bundle in force was found again. */
        UNCHANGED,
        /** What was found was refused; what was in force still is. */
        REFUSED
    }
}
