/**
 * Who asks: the second step of a check, between its door and its decision. Start reading at
 * {@link dev.postern.sidecar.identity.Identification}; for tokens at
 * {@link dev.postern.sidecar.identity.TokenIdentification}, for peers and JSON Web Tokens at
 * {@link dev.postern.sidecar.identity.CallerIdentification}.
 */
@NullMarked
package dev.postern.sidecar.identity;

import org.jspecify.annotations.NullMarked;
