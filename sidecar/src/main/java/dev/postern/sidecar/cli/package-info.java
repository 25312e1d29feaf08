/**
 * The {@code postern} command. Offline commands compile a bundle and answer from it; those with {@code --server} ask
 * through the client. Start reading at {@link dev.postern.sidecar.cli.PosternCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli;

import org.jspecify.annotations.NullMarked;
