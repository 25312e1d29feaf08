package dev.postern.sidecar.revocation;

/**
 * Where a reader of a file is.
 *
 * @param generation of the file, see {@link RecordHead}
 * @param offset in it, in bytes: the end of a line
 */
record FilePosition(long generation, long offset) {

    static final FilePosition START = new FilePosition(0, 0);

    /** The position that {@link #toString} printed, or {@link RevocationFeed#START}. */
    static FilePosition parse(String text) {
        if (text.equals(RevocationFeed.START)) {
            return START;
        }
        int dash = text.indexOf('-');
        return new FilePosition(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
        return equals(START) ? RevocationFeed.START : generation + "-" + offset;
    }
}
