package dev.postern.sidecar.decide;

/** Gives each thread that answers its lane. Thread-safe. */
@FunctionalInterface
public interface LaneSource {

    /** The lane of the calling thread; asked for once by each. */
    Lane open();
}
