/**
 * The HTTP listener: health and metrics today. Start reading at {@link dev.postern.sidecar.http.HttpListener}.
 */
@NullMarked
package dev.postern.sidecar.http;

import org.jspecify.annotations.NullMarked;
