package dev.postern.sidecar.admin;

import java.util.concurrent.CompletionStage;

/** What an operator may ask of the loaded bundle. Thread-safe. */
public interface BundleControl {

    /** What is loaded now. Never blocks. */
    BundleState state();

    /**
     * Reads the bundle again, off the calling thread.
     *
     * @return completed with whether what was read is now in force (also when it is the same as before)
     */
    CompletionStage<Boolean> reload();
}
