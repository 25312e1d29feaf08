/**
 * What watchers of a receipt chain say they saw, and what comparing it shows: forks, lag, and whether enough of them
 * agree. Start reading at {@link dev.postern.evidence.watch.Comparison}.
 */
@NullMarked
package dev.postern.evidence.watch;

import org.jspecify.annotations.NullMarked;
