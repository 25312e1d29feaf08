package dev.postern.capability;

import java.util.Arrays;

/**
 * Names that are kept until some time, in buckets by the hour, of which one goes at once. There are at most
 * {@value #MOST}: what would need one more goes into the next later one, or keeps the latest for longer. One thread at a
 * time may add and forget; any may ask meanwhile, without a lock.
 */
final class ExpiringNames {

    static final int MOST = 32;

    private static final long HOUR = 3_600;

    /** By their hours, the earliest first; replaced whole. */
    private volatile Bucket[] buckets = {};

    /** What expires by the end of an hour, counted since the epoch. */
    private record Bucket(long hour, NameSet names) {

        boolean isSettled(long now) {
            return hour * HOUR + HOUR < now - Revocation.LEEWAY;
        }
    }

    int size() {
        int size = 0;
        for (Bucket bucket : buckets) {
            size += bucket.names.size();
        }
        return size;
    }

    /** Bytes of the names. */
    long bytes() {
        long bytes = 0;
        for (Bucket bucket : buckets) {
            bytes += bucket.names.bytes();
        }
        return bytes;
    }

    boolean contains(RevocationName name) {
        return containsFrom(Long.MIN_VALUE, name);
    }

    /** Whether the name is kept until {@code expiresAt} at least, in seconds since the epoch. */
    boolean contains(RevocationName name, long expiresAt) {
        return containsFrom(hour(expiresAt), name);
    }

    private boolean containsFrom(long hour, RevocationName name) {
        for (Bucket bucket : buckets) {
            if (bucket.hour >= hour && bucket.names.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Keeps a name until {@code expiresAt} at least. */
    void add(RevocationName name, long expiresAt) {
        if (!contains(name, expiresAt)) {
            bucket(hour(expiresAt)).names.add(name);
        }
    }

    /** Drops the buckets of which every name is settled at {@code now}. */
    void forget(long now) {
        Bucket[] all = buckets;
        int settled = 0;
        while (settled < all.length && all[settled].isSettled(now)) {
            settled++;
        }
        if (settled > 0) {
            buckets = Arrays.copyOfRange(all, settled, all.length);
        }
    }

    /** The bucket for an hour, made when it is not there and may be. */
    private Bucket bucket(long hour) {
        Bucket[] all = buckets;
        int place = 0;
        while (place < all.length && all[place].hour < hour) {
            place++;
        }
        boolean latest = place == all.length;
        if (!latest && (all[place].hour == hour || all.length == MOST)) {
            return all[place];
        }
        if (latest && all.length == MOST) {
            Bucket kept = new Bucket(hour, all[MOST - 1].names);
            Bucket[] longer = all.clone();
            longer[MOST - 1] = kept;
            buckets = longer;
            return kept;
        }
        Bucket fresh = new Bucket(hour, new NameSet());
        Bucket[] more = new Bucket[all.length + 1];
        System.arraycopy(all, 0, more, 0, place);
        more[place] = fresh;
        System.arraycopy(all, place, more, place + 1, all.length - place);
        buckets = more;
        return fresh;
    }

    /** The hour in which a time lies; a bucket goes by the end of it. */
    private static long hour(long expiresAt) {
        return expiresAt / HOUR;
    }
}
