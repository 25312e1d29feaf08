package dev.postern.sidecar.cache;

/**
 * A value in memory and what it was made under.
 *
 * @param value immutable
 * @param bytes about how much memory the value takes
 * @param epochs read before it was worked out
 * @param fromMillis the first moment it may be served, milliseconds since the epoch
 * @param untilMillis the first moment it may no longer be served
 */
record Kept(Object value, int bytes, Epochs epochs, long fromMillis, long untilMillis) {

    boolean valid(long nowMillis) {
        return nowMillis >= fromMillis && nowMillis < untilMillis;
    }
}
