package dev.postern.sidecar.evidence;

import java.io.IOException;

/** There is no room to write, which may change; unlike any other fault of a disk. */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1L;

    public DiskFullException(String message, IOException cause) {
        super(message, cause);
    }
}
