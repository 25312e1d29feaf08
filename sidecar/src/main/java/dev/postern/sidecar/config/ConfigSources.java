package dev.postern.sidecar.config;

import java.util.Map;

/**
 * Where configuration comes from, weakest first.
 *
 * @param file name of the configuration file, for messages; empty when there is none
 * @param text of the file
 * @param environment of the process
 * @param flags dotted keys and their values, from the command line
 */
public record ConfigSources(String file, String text, Map<String, String> environment, Map<String, String> flags) {

    public ConfigSources {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }
}
