/**
 * Where bundles come from: reading them from files, compiling them off the hot path, putting them in force, and noticing
 * that they changed. Start reading at {@link dev.postern.sidecar.source.BundleSource}.
 */
@NullMarked
package dev.postern.sidecar.source;

import org.jspecify.annotations.NullMarked;
