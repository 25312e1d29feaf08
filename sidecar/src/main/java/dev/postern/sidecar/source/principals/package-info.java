/**
 * What is known of principals besides what they or their callers show: roles and attributes from a file or a table, kept in
 * memory whole, so that a check never waits for them. Start reading at
 * {@link dev.postern.sidecar.source.principals.PrincipalSource}.
 */
@NullMarked
package dev.postern.sidecar.source.principals;

import org.jspecify.annotations.NullMarked;
