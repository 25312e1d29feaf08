/**
 * What every command shares: streams, exit codes, JSON, failures, progress. Start reading at {@link dev.postern.sidecar.cli.console.Terminal}.
 */
@NullMarked
package dev.postern.sidecar.cli.console;

import org.jspecify.annotations.NullMarked;
