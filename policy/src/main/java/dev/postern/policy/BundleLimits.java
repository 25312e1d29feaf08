package dev.postern.policy;

/**
 * How large a bundle may be.
 *
 * @param fileChars characters in one file
 * @param rules rules of one tenant
 * @param conditionDepth nesting of one condition
 */
public record BundleLimits(int fileChars, int rules, int conditionDepth) {

    public static final BundleLimits DEFAULTS = new BundleLimits(4 * 1024 * 1024, 100_000, 64);
}
