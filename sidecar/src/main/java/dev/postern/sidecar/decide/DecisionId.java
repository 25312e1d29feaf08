package dev.postern.sidecar.decide;

/**
 * Unique name of an answer: which run of the sidecar, which event loop, and its number there.
 *
 * @param boot random, new with each start
 * @param lane the event loop, from 0
 * @param number gapless in its lane, from 0
 */
public record DecisionId(long boot, int lane, long number) {

    private static final int BOOT_DIGITS = 16;

    /** Sixteen hexadecimal digits, the lane and the number, joined by dashes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(BOOT_DIGITS + 16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (boot >>> shift) & 0xf, 16));
        }
        return text.append('-').append(lane).append('-').append(number).toString();
    }
}
