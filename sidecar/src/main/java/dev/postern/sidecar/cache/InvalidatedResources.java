package dev.postern.sidecar.cache;

import dev.postern.ccl.ResourcePattern;
import dev.postern.policy.Check;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which resources were invalidated lately, by their patterns, newest first. They are few: more patterns than there is room
 * for push out the oldest, which then takes its whole tenant with it. Thread-safe; reading takes no lock.
 */
final class InvalidatedResources {

    /** An entry older than all of them is held against each that is of its tenant. */
    static final int MOST = 16;

    private static final Word[] NONE = {};

    private final Overflow overflow;
    private volatile Word[] words = NONE;

    /** Resources of which none was invalidated; what is pushed out goes to {@code overflow} first. */
    InvalidatedResources(Overflow overflow) {
        this.overflow = overflow;
    }

    /** Takes a whole tenant where there is no room for a pattern. */
    @FunctionalInterface
    interface Overflow {
        void raise(String tenant, long epoch);
    }

    private record Word(String tenant, ResourcePattern pattern, long epoch) {

        boolean isAbout(Word other) {
            return tenant.equals(other.tenant) && pattern.equals(other.pattern);
        }

        boolean isAbout(Check check) {
            return (tenant.isEmpty() || tenant.equals(check.tenant())) && check.isOf(pattern);
        }
    }

    /** The newest epoch of any pattern, 0 for none. */
    long newest() {
        Word[] now = words;
        return now.length == 0 ? 0 : now[0].epoch;
    }

    /** Whether the resource of {@code check} was invalidated after {@code epoch}. */
    boolean since(long epoch, Check check) {
        for (Word word : words) {
            if (word.epoch <= epoch) {
                return false;
            }
            if (word.isAbout(check)) {
                return true;
            }
        }
        return false;
    }

    /** Raises the epoch of a pattern in a tenant, in every tenant for the empty name, to at least {@code epoch}. */
    synchronized void raise(String tenant, ResourcePattern pattern, long epoch) {
        Word next = new Word(tenant, pattern, epoch);
        Word[] now = words;
        for (int i = 0; i < now.length; i++) {
            if (now[i].isAbout(next)) {
                if (now[i].epoch < epoch) {
                    Word[] raised = now.clone();
                    raised[i] = next;
                    words = sorted(raised);
                }
                return;
            }
        }
        Word[] more = Arrays.copyOf(now, now.length + 1);
        more[now.length] = next;
        Word[] all = sorted(more);
        if (all.length > MOST) {
            overflow.raise(all[MOST].tenant, all[MOST].epoch);
            all = Arrays.copyOf(all, MOST);
        }
        words = all;
    }

    private static Word[] sorted(Word[] words) {
        Arrays.sort(words, Comparator.comparingLong(Word::epoch).reversed());
        return words;
    }
}
