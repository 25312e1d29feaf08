/**
 * Where content may go: one strict reading of a URL, its host as a name or as an address, and what kind of address that
 * is once it is unwrapped. Start reading at {@link dev.postern.egress.destination.WebUrl} and
 * {@link dev.postern.egress.destination.DestinationRules}.
 */
@NullMarked
package dev.postern.egress.destination;

import org.jspecify.annotations.NullMarked;
