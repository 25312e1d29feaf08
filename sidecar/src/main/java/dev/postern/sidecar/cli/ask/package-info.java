/**
 * Questions to a policy, of a bundle or of a running sidecar, one or many. Start reading at {@link dev.postern.sidecar.cli.ask.Asker}.
 */
@NullMarked
package dev.postern.sidecar.cli.ask;

import org.jspecify.annotations.NullMarked;
