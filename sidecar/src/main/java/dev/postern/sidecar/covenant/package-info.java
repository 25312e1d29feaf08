/**
 * Where covenants are kept. {@link dev.postern.sidecar.covenant.CovenantStore} says what a store does; covenants are kept
 * in memory, or as documents in files, SQLite or PostgreSQL, encrypted where that is wanted. Start reading at {@code
 * CovenantStore}.
 */
@NullMarked
package dev.postern.sidecar.covenant;

import org.jspecify.annotations.NullMarked;
