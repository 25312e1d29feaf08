package dev.postern.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bundle that count, in the order that counts.
 *
 * @param all settings, policies and what signs them, by the UTF-8 bytes of their paths
 * @param settings {@code bundle.yaml} at the root, or {@code null}
 * @param tenants the policies of each tenant, in order
 */
record BundleFiles(List<SourceFile> all, @Nullable SourceFile settings, SortedMap<String, List<SourceFile>> tenants) {

    private static final String POLICY = ".ccl";

    /** Sorts files out. A lone file outside any directory is a policy whatever its name, but for that of the settings. */
    static BundleFiles of(List<SourceFile> files) {
        boolean lone = files.size() == 1;
        List<SourceFile> sorted = new ArrayList<>(files);
        sorted.sort(
                Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        List<SourceFile> all = new ArrayList<>();
        SourceFile settings = null;
        SortedMap<String, List<SourceFile>> tenants = new TreeMap<>();
        for (SourceFile file : sorted) {
            if (file.path().equals(BundleSettings.FILE_NAME)) {
                settings = file;
                all.add(file);
            } else if (file.path().equals(BundleSettings.COVENANT_NAME)) {
                all.add(file);
            } else if (file.path().endsWith(POLICY) || (lone && file.path().indexOf('/') < 0)) {
                tenants.computeIfAbsent(tenant(file.path()), absent -> new ArrayList<>())
                        .add(file);
                all.add(file);
            }
        }
        return new BundleFiles(all, settings, tenants);
    }

    private static String tenant(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? Check.DEFAULT_TENANT : path.substring(0, slash);
    }
}
