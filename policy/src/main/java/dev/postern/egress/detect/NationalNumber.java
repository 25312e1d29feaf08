package dev.postern.egress.detect;

import java.util.function.Predicate;

/**
 * One kind of identity or tax number made of digits.
 *
 * @param shape how it is written, as {@link Written} reads it
 * @param untold the confidence without a word that tells, 0 if it must be told
 * @param check whether digits may be those of one
 * @param topic the words that tell
 */
record NationalNumber(String detector, String shape, int untold, Predicate<int[]> check, Topic topic) {}
