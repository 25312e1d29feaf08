/**
 * Receipt chains of the MEZ Stack: receipts that name the state before and after them, checkpoints over them, what
 * happens when two continue the same state. Our own log does not need them; partners who keep such chains are verified
 * with them. Start reading at {@link dev.postern.evidence.chain.ReceiptChain}.
 */
@NullMarked
package dev.postern.evidence.chain;

import org.jspecify.annotations.NullMarked;
