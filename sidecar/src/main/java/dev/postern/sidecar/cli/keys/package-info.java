/**
 * {@code postern keys}: signing keys in files. Start reading at {@link dev.postern.sidecar.cli.keys.KeysCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli.keys;

import org.jspecify.annotations.NullMarked;
