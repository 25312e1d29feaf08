/**
 * The way of a content that wants to leave: its destination is read and resolved, it is scanned, its labels are followed,
 * and then the decision is a check like any other. Start reading at
 * {@link dev.postern.sidecar.egress.EgressGate}.
 */
@NullMarked
package dev.postern.sidecar.egress;

import org.jspecify.annotations.NullMarked;
