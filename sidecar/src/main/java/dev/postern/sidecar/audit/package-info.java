/**
 * An evidence log as an auditor reads it: from its files alone, in one pass and constant memory, believing nothing that
 * was not computed again. Start reading at {@link dev.postern.sidecar.audit.LogAudit}.
 */
@NullMarked
package dev.postern.sidecar.audit;

import org.jspecify.annotations.NullMarked;
