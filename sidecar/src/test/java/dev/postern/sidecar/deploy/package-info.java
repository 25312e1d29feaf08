/** What {@code deploy/} ships hangs together and works. Start reading at {@link dev.postern.sidecar.deploy.ManifestTest}. */
@NullMarked
package dev.postern.sidecar.deploy;

import org.jspecify.annotations.NullMarked;
