/**
 * The way every check walks, whatever door it came in by. Start reading at
 * {@link dev.postern.sidecar.decide.DecisionPipeline}.
 */
@NullMarked
package dev.postern.sidecar.decide;

import org.jspecify.annotations.NullMarked;
