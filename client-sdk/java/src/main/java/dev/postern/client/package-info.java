/** A thin client of the sidecar that fails closed. Start reading at {@code PosternClient}. */
@NullMarked
package dev.postern.client;

import org.jspecify.annotations.NullMarked;
