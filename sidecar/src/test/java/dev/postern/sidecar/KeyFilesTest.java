package dev.postern.sidecar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.crypto.KeyEncoding;
import dev.postern.egress.detect.TenantSecrets;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.config.Effective;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No sidecar starts by a secret that others may read, whichever key of its configuration names the file. */
final class KeyFilesTest {

    private static final Pattern NAMES_A_SECRET = Pattern.compile(".*[._](key|password_file|secrets)");
    /** Ends like the names of secrets and is the name of none. */
    private static final String VERDICT = "egress.default.secrets";

    @TempDir
    private Path directory = Path.of("");

    private Path open = Path.of("");
    private String fleet = "";

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("policy.ccl"), "permit read on '/**'\n");
        byte[] key = KeyEncoding.printPrivatePem(new byte[32]);
        Files.writeString(
                directory.resolve("secrets.txt"),
                TenantSecrets.entry(key, "a secret of theirs".getBytes(US_ASCII))
                        .line());
        open = written("open", key, "rw-r--r--");
        fleet = "[{id: 1, file: '%s'}]".formatted(written("closed", key, "rw-------"));
    }

    @TestFactory
    Stream<DynamicTest> isRefusedWhenOthersMayReadIt() {
        return good(settings()).effective().stream()
                .map(Effective::key)
                .filter(key -> NAMES_A_SECRET.matcher(key).matches() && !key.equals(VERDICT))
                .map(key -> DynamicTest.dynamicTest(key, () -> assertRefused(key)));
    }

    private void assertRefused(String key) {
        Map<String, String> settings = settings();
        settings.putAll(needed(key));
        settings.put(key, key.equals("cache.redis.secrets") ? "[{id: 1, file: '" + open + "'}]" : open.toString());
        assertThatThrownBy(() -> Launcher.start(good(settings).config()).close())
                .isInstanceOfSatisfying(
                        LaunchException.class,
                        refused -> assertThat(refused.diagnostics())
                                .anySatisfy(line -> assertThat(line)
                                        .contains(open.toString(), "mode rw-r--r-- lets others in, expected 0600")));
    }

    /** What else must be said for the key to count. */
    private Map<String, String> needed(String key) {
        String section = key.substring(0, key.lastIndexOf('.'));
        return switch (key) {
            case "tls.key", "admin.tls.key" -> Map.of(section + ".certificate", open.toString());
            case "cache.redis.secrets", "cache.redis.password_file", "cache.redis.tls.key" ->
                Map.of(
                        "cache.redis.uri",
                        "rediss://127.0.0.1:1",
                        "cache.redis.secrets",
                        fleet,
                        "cache.redis.tls.certificate",
                        key.endsWith("tls.key") ? open.toString() : "");
            case "capability.revocation.table.password_file", "principals.postgresql.password_file" ->
                Map.of(section + ".url", "jdbc:postgresql://127.0.0.1:1/none");
            case "egress.secrets.key" ->
                Map.of(section + ".file", directory.resolve("secrets.txt").toString());
            default -> Map.of();
        };
    }

    private Path written(String name, byte[] bytes, String mode) throws IOException {
        Path file = Files.write(directory.resolve(name), bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "bundle.path", directory.resolve("policy.ccl").toString(),
                "state_dir", directory.resolve("state").toString(),
                "listen.grpc", "127.0.0.1:0",
                "listen.http", "off",
                "warm_up.checks", "0"));
    }

    private static ConfigResult.Good<SidecarConfig> good(Map<String, String> settings) {
        ConfigResult<SidecarConfig> result = SidecarConfig.read(new ConfigSources("", "", Map.of(), settings));
        assertThat(result).isInstanceOf(ConfigResult.Good.class);
        return (ConfigResult.Good<SidecarConfig>) result;
    }
}
