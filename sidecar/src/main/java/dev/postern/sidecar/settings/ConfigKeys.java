package dev.postern.sidecar.settings;

import dev.postern.sidecar.config.ConfigReader;
import dev.postern.yaml.Typed;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reading what several parts of the configuration have in common. */
final class ConfigKeys {

    static final Typed<Path> PATH = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException invalid) {
            return Typed.refuse(node, problems, "a path");
        }
    };

    private ConfigKeys() {}

    static Path path(ConfigReader keys, String key, Path fallback) {
        return keys.value(key, PATH, fallback, Path::toString);
    }

    static @Nullable Path optionalPath(ConfigReader keys, String key) {
        return optional(keys, key, PATH);
    }

    /** A key that may have no value at all. */
    static <T> @Nullable T optional(ConfigReader keys, String key, Typed<T> type) {
        Typed<Optional<T>> maybe = (node, problems) -> Optional.ofNullable(type.read(node, problems));
        Optional<T> value = keys.value(
                key,
                maybe,
                Optional.empty(),
                present -> present.map(Object::toString).orElse(""));
        return value.orElse(null);
    }

    /** Words as they would be written, in an order that does not change. */
    static String shown(Collection<?> words) {
        return words.stream().map(Object::toString).sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
