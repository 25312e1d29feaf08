/**
 * Policy as it is answered: a bundle of documents compiled once to a {@link dev.postern.policy.Program}, and the checks
 * and answers that pass through it. Pure: time is an argument, nothing here reads a file or a clock. Start reading at
 * {@link dev.postern.policy.Program}.
 */
@NullMarked
package dev.postern.policy;

import org.jspecify.annotations.NullMarked;
