package dev.postern.sidecar.decide;

/**
 * What a door knew of a request before it asked, without working it out.
 *
 * @param cache where that came from, {@link CacheLabel#NONE} where nothing was known
 * @param ageMillis how long ago it was worked out
 */
public record Basis(CacheLabel cache, long ageMillis) {

    /** Nothing was known. */
    public static final Basis FRESH = new Basis(CacheLabel.NONE, 0);
}
