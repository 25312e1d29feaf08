package dev.postern.sidecar.evidence;

import java.io.IOException;

/** A segment whose file holds it as it is; the appender may be adding to it. */
record PlainBytes(DiskFile file) implements SegmentBytes {

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        return file.read(at, into, offset, length);
    }

    @Override
    public boolean isEnded() {
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
