/**
 * What a session left behind, gathered into one file that proves its own completeness. Start reading at
 * {@link dev.postern.evidence.session.EvidenceBundle}.
 */
@NullMarked
package dev.postern.evidence.session;

import org.jspecify.annotations.NullMarked;
