package dev.postern.sidecar.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.config.Effective;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.egress.EgressConfig;
import dev.postern.sidecar.envoy.EnvoyConfig;
import dev.postern.sidecar.http.HttpConfig;
import dev.postern.sidecar.source.BundleConfig;
import dev.postern.sidecar.telemetry.LogLevel;
import dev.postern.sidecar.telemetry.TelemetryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SidecarConfigTest {

    private static final Map<String, String> HOME = Map.of("HOME", "/home/op", "PATH", "/bin");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_.]+)` \\| `([A-Z_]+)` \\| (.*?) \\| .+ \\|");

    @Test
    void defaultsAreThoseOfTheParts() {
        SidecarConfig config = good("", Map.of(), Map.of()).config();

        assertThat(config.bundle()).isEqualTo(BundleConfig.DEFAULTS);
        assertThat(config.checks()).containsExactly(ListenerConfig.DEFAULTS);
        assertThat(config.admin())
                .isEqualTo(ListenerConfig.admin(
                        new ListenAddress.Unix(Path.of("/home/op/.local/state/postern/admin.sock"))));
        assertThat(config.inputs()).isEqualTo(InputLimits.DEFAULTS);
        assertThat(config.http()).isEqualTo(HttpConfig.DEFAULTS);
        assertThat(config.envoy()).isEqualTo(EnvoyConfig.DEFAULTS);
        assertThat(config.egress()).isEqualTo(EgressConfig.DEFAULTS);
        assertThat(config.telemetry()).isEqualTo(TelemetryConfig.DEFAULTS);
        assertThat(config.stateDirectory()).isEqualTo(Path.of("/home/op/.local/state/postern"));
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.limitCounters()).isEqualTo(100_000);
        assertThat(config.warmUpChecks()).isEqualTo(20_000);
    }

    @Test
    void documentationListsEveryKeyWithItsVariableAndDefault() throws IOException {
        Map<String, String> documented = new HashMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/configuration.md")));
        while (rows.find()) {
            documented.put(rows.group(1) + " " + rows.group(2), rows.group(3).replace("`", ""));
        }
        Map<String, String> actual = new HashMap<>();
        for (Effective each : good("", Map.of(), Map.of()).effective()) {
            boolean depends = each.key().equals("state_dir") || each.key().equals("listen.admin");
            actual.put(each.key() + " " + each.variable(), depends ? "see meaning" : each.value());
        }
        assertThat(documented).isEqualTo(actual);
    }

    @Test
    void noTwoKeysShareAVariable() {
        assertThat(good("", Map.of(), Map.of()).effective())
                .extracting(Effective::variable)
                .doesNotHaveDuplicates();
    }

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/configuration.md")));
        assertThat(example.find()).isTrue();

        SidecarConfig config = good(example.group(1), Map.of(), Map.of()).config();

        assertThat(config.bundle().path()).isEqualTo(Path.of("/etc/postern/bundle"));
        assertThat(config.envoy().routes()).hasSize(1);
        assertThat(config.envoy().upstream().remove()).containsExactly("x-user");
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void flagsOverrideEnvironmentOverridesFile() {
        String file = "log: {level: warn}\ndrain_timeout: 1s\nlimits: {counters: 1}\n";
        Map<String, String> environment = Map.of("POSTERN_LOG_LEVEL", "debug", "POSTERN_DRAIN_TIMEOUT", "2s");
        Map<String, String> flags = Map.of("log.level", "trace");

        ConfigResult.Good<SidecarConfig> result = good(file, environment, flags);

        assertThat(result.config().telemetry().log().level()).isEqualTo(LogLevel.TRACE);
        assertThat(result.config().drainTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(result.config().limitCounters()).isEqualTo(1);
        assertThat(result.effective())
                .contains(
                        new Effective("log.level", "POSTERN_LOG_LEVEL", "trace", "flag"),
                        new Effective("drain_timeout", "POSTERN_DRAIN_TIMEOUT", "2s", "env POSTERN_DRAIN_TIMEOUT"),
                        new Effective("limits.counters", "POSTERN_LIMITS_COUNTERS", "1", "postern.yaml:3:20"),
                        new Effective("log.format", "POSTERN_LOG_FORMAT", "auto", "default"));
    }

    @Test
    void environmentWritesListsAsYaml() {
        SidecarConfig config = good(
                        "",
                        Map.of(
                                "POSTERN_ENVOY_UPSTREAM_REMOVE", "[X-A, x-b]",
                                "POSTERN_ENVOY_UPSTREAM_SET", "{X-User: principal.id}",
                                "POSTERN_JAVA_OPTS", "-Xmx64m"),
                        Map.of())
                .config();

        assertThat(config.envoy().upstream().remove()).containsExactlyInAnyOrder("x-a", "x-b");
        assertThat(config.envoy().upstream().set()).containsOnlyKeys("x-user");
    }

    @Test
    void anEmptyVariableIsNoValue() {
        assertThat(good("log: {level: warn}", Map.of("POSTERN_LOG_LEVEL", ""), Map.of())
                        .config()
                        .telemetry()
                        .log()
                        .level())
                .isEqualTo(LogLevel.WARN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "listn: {grpc: a} | postern.yaml:1:1: error: unknown key 'listn', did you mean 'listen'?",
                "listen: {gprc: a} | postern.yaml:1:10: error: unknown key 'listen.gprc', did you mean 'grpc'?",
                "listen: 8181 | postern.yaml:1:9: error: found '8181', expected a mapping",
                "listen: {grpc: nowhere} | postern.yaml:1:16: error: address \"nowhere\" cannot be listened on",
                "listen: {grpc: off} | expected at least one listener",
                "listen: {unix: '127.0.0.1:1'} | postern.yaml:1:16: error: found a host and port",
                "listen: {http: 'unix:/x'} | postern.yaml:1:16: error: found a unix socket",
                "listen: {admin: '127.0.0.1:1'} | postern.yaml:1:17: error: operators on a tcp address must be known",
                "caps: {message: 1MB} | postern.yaml:1:17: error: found '1MB', expected a size",
                "caps: {message: 32MiB} | less than caps.message",
                "tls: {certificate: /a} | tls without it, expected both certificate and key",
                "tls: {certificate: /a, key: /b, peers: [x]} | postern.yaml:1:40: error: peers need a client authority",
                "trust_asserted: yes | expected one of local, always, never",
                "telemetry: {trace_ratio: 1.5} | expected a number from 0.0 to 1.0",
                "telemetry: {otlp: {endpoint: 'ftp://a'}} | expected an http or https url",
                "envoy: {routes: [{path: '/{'}]} | postern.yaml:1:25: error: ",
                "envoy: {routes: [{host: a}]} | no 'path', expected one",
                "envoy: {identity: {id: sub}} | no 'namespace', expected one",
                "envoy: {single_headers: ['a b']} | expected the name of a header",
                "drain_timeout: 2h | expected a duration from 0s to 1h",
                "[a] | postern.yaml:1:1: error: found a list, expected a mapping",
                "a: &x 1 | an anchor",
            })
    void refusesTheFile(String text, String message) {
        assertThat(refused(text, Map.of(), Map.of())).singleElement().asString().contains(message);
    }

    @Test
    void refusesUnknownVariablesAndFlags() {
        assertThat(refused("", Map.of("POSTERN_LISTEN_GRCP", "x"), Map.of("log.levl", "info")))
                .containsExactlyInAnyOrder(
                        "--set log.levl:1:1: error: unknown key 'log.levl', did you mean 'log.level'?",
                        "POSTERN_LISTEN_GRCP:1:1: error: unknown variable 'POSTERN_LISTEN_GRCP', "
                                + "did you mean 'POSTERN_LISTEN_GRPC'?");
    }

    @Test
    void namesNoKeyWhereNoneIsNear() {
        assertThat(refused("", Map.of("POSTERN_COLOUR", "x"), Map.of("colour", "x")))
                .containsExactlyInAnyOrder(
                        "--set colour:1:1: error: unknown key 'colour', "
                                + "expected one that 'postern serve --print-config' lists",
                        "POSTERN_COLOUR:1:1: error: unknown variable 'POSTERN_COLOUR', "
                                + "expected one that 'postern serve --print-config' lists");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTERN_SERVICE_HOST, 10.0.0.7",
        "POSTERN_SERVICE_PORT, 8181",
        "POSTERN_SERVICE_PORT_GRPC, 8181",
        "POSTERN_PORT, tcp://10.0.0.7:8181",
        "POSTERN_PORT_8181_TCP, tcp://10.0.0.7:8181",
        "POSTERN_PORT_8181_TCP_PROTO, tcp",
        "POSTERN_PORT_8181_TCP_PORT, 8181",
        "POSTERN_PORT_8181_TCP_ADDR, 10.0.0.7",
        "POSTERN_CHECKS_SERVICE_HOST, 10.0.0.7",
        "POSTERN_CHECKS_PORT, tcp://10.0.0.7:8181",
    })
    void startsBesideAKubernetesServiceOfItsName(String variable, String value) {
        good("", Map.of(variable, value), Map.of());
    }

    @Test
    void aVariableThatOnlyLooksLikeAServiceIsRefused() {
        assertThat(refused("", Map.of("POSTERN_LISTEN_PORT", "8181"), Map.of())).hasSize(1);
    }

    @Test
    void refusesBadValuesOfVariablesAndFlagsByTheirNames() {
        assertThat(refused("", Map.of("POSTERN_ENVOY_METADATA", "{a"), Map.of("log.level", "loud")))
                .hasSize(2)
                .anyMatch(said -> said.startsWith("POSTERN_ENVOY_METADATA:1:"))
                .anyMatch(said -> said.startsWith("--set log.level:1:1: error: found 'loud', expected one of"));
    }

    @Test
    void neverShowsThePasswordOfACollector() {
        ConfigResult.Good<SidecarConfig> result =
                good("telemetry: {otlp: {endpoint: 'https://op:hunter2@host/'}}", Map.of(), Map.of());

        assertThat(result.config().telemetry().otlp().endpoint()).contains("hunter2");
        assertThat(result.effective()).extracting(Effective::toString).noneMatch(text -> text.contains("hunter2"));
    }

    @Test
    void putsTheUnixListenerBesideTheFirst() {
        SidecarConfig config = good("listen: {unix: 'unix:/run/p.sock', unix_mode: 0600}", Map.of(), Map.of())
                .config();

        assertThat(config.checks()).hasSize(2);
        ListenerConfig unix = config.checks().get(1);
        assertThat(unix.address()).isEqualTo(new ListenAddress.Unix(Path.of("/run/p.sock")));
        assertThat(unix.socketMode()).isEqualTo(0600);
        assertThat(unix.tls()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/s, /home/op, /s/postern", "relative, /home/op, /home/op/.local/state/postern", "'', '', /tmp/postern"
    })
    void keepsStateWhereTheEnvironmentSays(String xdg, String home, String expected) {
        assertThat(StateDirectory.of(Map.of("XDG_STATE_HOME", xdg, "HOME", home)))
                .isEqualTo(Path.of(expected));
    }

    private static ConfigResult.Good<SidecarConfig> good(
            String text, Map<String, String> environment, Map<String, String> flags) {
        ConfigResult<SidecarConfig> result = read(text, environment, flags);
        if (result instanceof ConfigResult.Good<SidecarConfig> good) {
            return good;
        }
        throw new AssertionError(result.toString());
    }

    private static List<String> refused(String text, Map<String, String> environment, Map<String, String> flags) {
        ConfigResult<SidecarConfig> result = read(text, environment, flags);
        if (result instanceof ConfigResult.Refused<SidecarConfig> refused) {
            return refused.diagnostics().stream().map(Objects::toString).toList();
        }
        throw new AssertionError(result.toString());
    }

    private static ConfigResult<SidecarConfig> read(
            String text, Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(HOME);
        all.putAll(environment);
        return SidecarConfig.read(new ConfigSources("postern.yaml", text, all, flags));
    }
}
