/**
 * Finds the literals of the scanner by Hyperscan, native code, where its jars are on the class path and made for this
 * machine; nothing else needs them. What it finds is what the automaton finds. Start reading at {@link
 * dev.postern.sidecar.egress.hyperscan.Hyperscan} and {@link dev.postern.sidecar.egress.hyperscan.HyperscanSearch}.
 */
@NullMarked
package dev.postern.sidecar.egress.hyperscan;

import org.jspecify.annotations.NullMarked;
