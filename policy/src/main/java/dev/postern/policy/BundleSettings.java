package dev.postern.policy;

import java.util.Map;

/**
 * A parsed {@code bundle.yaml}.
 *
 * @param defaults settings of every tenant that has none of its own
 * @param tenants settings of the tenants named there, completed from {@code defaults}
 * @param limits how large the bundle may be
 */
public record BundleSettings(TenantSettings defaults, Map<String, TenantSettings> tenants, BundleLimits limits) {

    /** The file inside a bundle directory that holds the settings. */
    public static final String FILE_NAME = "bundle.yaml";

    /** The file inside a bundle directory by which somebody answers for it; part of the bundle, but no policy. */
    public static final String COVENANT_NAME = "bundle.covenant.json";

    public static final BundleSettings DEFAULTS =
            new BundleSettings(TenantSettings.DEFAULTS, Map.of(), BundleLimits.DEFAULTS);

    public BundleSettings {
        tenants = Map.copyOf(tenants);
    }

    public TenantSettings of(String tenant) {
        return tenants.getOrDefault(tenant, defaults);
    }
}
