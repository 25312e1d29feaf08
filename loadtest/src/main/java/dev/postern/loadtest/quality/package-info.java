/**
 * Measures what the egress detectors find of labelled texts and what they take for something in files that hold nothing.
 * The texts come from templates (resources beside this package) or from a file of cases. Start reading at
 * {@link dev.postern.loadtest.quality.EgressQualityCommand}, then {@link dev.postern.loadtest.quality.Judge}; the
 * templates begin at {@link dev.postern.loadtest.quality.TextSet}.
 */
@NullMarked
package dev.postern.loadtest.quality;

import org.jspecify.annotations.NullMarked;
