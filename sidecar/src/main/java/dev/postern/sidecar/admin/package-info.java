/**
 * Running the sidecar: whether it is ready, and what operators may ask and tell it. Start reading at
 * {@link dev.postern.sidecar.admin.Readiness}.
 */
@NullMarked
package dev.postern.sidecar.admin;

import org.jspecify.annotations.NullMarked;
