/**
 * Finds secrets and personal data in bytes, in linear time. One automaton over folded bytes ({@link
 * dev.postern.egress.detect.Literals}) finds the literals every detector begins with; hand-written matchers look at the
 * text around each hit; runs and escapes that may hide more are decoded and scanned in turn. A stream is scanned by the
 * same pass, which tells how much of the text nothing to come can change. Start reading at {@link
 * dev.postern.egress.detect.Scanner} and {@link dev.postern.egress.detect.Pass}.
 */
@NullMarked
package dev.postern.egress.detect;

import org.jspecify.annotations.NullMarked;
