package dev.postern.sidecar.source;

/**
 * How much is read for one bundle.
 *
 * @param files number of them
 * @param bytes of all of them
 * @param depth of directories below the root
 */
public record BundleCaps(int files, long bytes, int depth) {

    public static final BundleCaps DEFAULTS = new BundleCaps(10_000, 256L * 1024 * 1024, 16);
}
