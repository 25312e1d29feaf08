/**
 * A thin client of the sidecar that fails closed: whatever goes wrong on the way is a denial with a reason of its own,
 * not an exception. Start reading at {@link dev.postern.client.PosternClient}.
 */
@NullMarked
package dev.postern.client;

import org.jspecify.annotations.NullMarked;
