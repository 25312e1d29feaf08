/**
 * {@code postern serve} and {@code postern demo}: sidecars started from the command line. Start reading at {@link
 * dev.postern.sidecar.cli.serve.SidecarLauncher}.
 */
@NullMarked
package dev.postern.sidecar.cli.serve;

import org.jspecify.annotations.NullMarked;
