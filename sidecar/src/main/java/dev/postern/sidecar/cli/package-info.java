/**
 * The {@code postern} command: one package for each group of commands, {@code ask} for questions and {@code console} for what
 * all share. Start reading at {@link dev.postern.sidecar.cli.PosternCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli;

import org.jspecify.annotations.NullMarked;
