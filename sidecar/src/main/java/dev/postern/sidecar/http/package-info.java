/**
 * The HTTP listener: health and metrics today. Start reading at {@code HttpListener}.
 */
@NullMarked
package dev.postern.sidecar.http;

import org.jspecify.annotations.NullMarked;
