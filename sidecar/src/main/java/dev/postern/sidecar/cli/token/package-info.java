/**
 * {@code postern token}: capability tokens. Start reading at {@link dev.postern.sidecar.cli.token.TokenCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli.token;

import org.jspecify.annotations.NullMarked;
