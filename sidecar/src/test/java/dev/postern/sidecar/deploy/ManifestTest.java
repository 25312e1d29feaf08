package dev.postern.sidecar.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Kubernetes manifest hangs together: what one part names, another part has. */
final class ManifestTest {

    private static final Path DEPLOY = Path.of("..", "deploy");

    private List<Map<String, Object>> objects = List.of();

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(DEPLOY.resolve("kubernetes/postern-with-envoy.yaml"));
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
        objects = StreamSupport.stream(documents.spliterator(), false)
                .map(ManifestTest::map)
                .toList();
    }

    @Test
    void everyObjectSaysWhatItIs() {
        assertThat(objects).hasSize(4).allSatisfy(object -> {
            assertThat(object).containsKeys("apiVersion", "kind", "metadata");
            assertThat(text(object, "metadata", "name")).matches("[a-z][a-z0-9-]{0,62}");
        });
    }

    @Test
    void theSidecarStartsFirstAndIsProbedWhereItListens() {
        Map<String, Object> sidecar = map(list(at(pod(), "initContainers")).get(0));

        assertThat(sidecar).containsEntry("name", "postern").containsEntry("restartPolicy", "Always");
        assertThat(at(sidecar, "args")).isEqualTo(List.of("serve", "--bundle", "/etc/postern/bundle"));
        assertThat(text(sidecar, "startupProbe", "httpGet", "path")).isEqualTo("/readyz");
        assertThat(text(sidecar, "readinessProbe", "httpGet", "path")).isEqualTo("/readyz");
        assertThat(text(sidecar, "livenessProbe", "httpGet", "path")).isEqualTo("/healthz");
        assertThat(map(list(at(sidecar, "ports")).get(0)))
                .containsEntry("name", text(sidecar, "startupProbe", "httpGet", "port"))
                .containsEntry("containerPort", 8182);
        assertThat(list(at(sidecar, "env"))).contains(Map.of("name", "POSTERN_LISTEN_HTTP", "value", "0.0.0.0:8182"));
    }

    @Test
    void theSidecarTakesItsEnvironmentAndArgumentsForConfiguration() {
        Map<String, Object> sidecar = map(list(at(pod(), "initContainers")).get(0));
        Map<String, String> environment = new HashMap<>();
        list(at(sidecar, "env")).forEach(each -> environment.put(text(map(each), "name"), text(map(each), "value")));

        ConfigResult<SidecarConfig> read = SidecarConfig.read(new ConfigSources(
                "",
                "",
                environment,
                Map.of("bundle.path", list(at(sidecar, "args")).get(2).toString())));

        assertThat(read).isInstanceOfSatisfying(ConfigResult.Good.class, good -> {
            SidecarConfig config = (SidecarConfig) good.config();
            assertThat(mounts(sidecar))
                    .contains(
                            String.valueOf(config.bundle().path()),
                            config.stateDirectory().toString());
            assertThat(list(at(sidecar, "ports")).stream().map(port -> at(map(port), "containerPort")))
                    .contains(config.http().port());
        });
    }

    @Test
    void envoyAsksWhereTheSidecarListens() {
        String cluster = text(object("ConfigMap", "shop-envoy"), "data", "envoy.yaml");
        assertThat(cluster).contains("{address: 127.0.0.1, port_value: 8181}");
        assertThat(ListenerConfig.DEFAULTS.address()).hasToString("127.0.0.1:8181");
    }

    @Test
    void everyContainerIsLockedDown() {
        assertThat(map(at(pod(), "securityContext"))).containsEntry("runAsNonRoot", true);
        assertThat(containers())
                .hasSize(3)
                .allSatisfy(container -> assertThat(map(at(container, "securityContext")))
                        .containsEntry("allowPrivilegeEscalation", false)
                        .containsEntry("readOnlyRootFilesystem", true)
                        .containsEntry("capabilities", Map.of("drop", List.of("ALL"))));
    }

    @Test
    void everyMountHasItsVolumeAndEveryVolumeItsConfigMap() {
        List<String> volumes = new ArrayList<>();
        for (Object volume : list(at(pod(), "volumes"))) {
            volumes.add(text(map(volume), "name"));
            if (map(volume).containsKey("configMap")) {
                assertThat(object("ConfigMap", text(map(volume), "configMap", "name")))
                        .isNotEmpty();
            }
        }
        for (Map<String, Object> container : containers()) {
            for (Object mount :
                    container.containsKey("volumeMounts") ? list(at(container, "volumeMounts")) : List.of()) {
                assertThat(volumes).contains(text(map(mount), "name"));
            }
        }
    }

    @Test
    void theServiceFindsThePods() {
        assertThat(at(object("Service", "shop"), "spec", "selector"))
                .isEqualTo(at(object("Deployment", "shop"), "spec", "selector", "matchLabels"))
                .isEqualTo(at(object("Deployment", "shop"), "spec", "template", "metadata", "labels"));
    }

    @Test
    void envoyIsConfiguredAsInTheFileThatTheRealOneIsTestedWith() throws IOException {
        assertThat(text(object("ConfigMap", "shop-envoy"), "data", "envoy.yaml"))
                .isEqualTo(Files.readString(DEPLOY.resolve("envoy/envoy-ext-authz.yaml")));
    }

    @Test
    void theBundleCompiles() {
        List<SourceFile> files = map(at(object("ConfigMap", "shop-policy"), "data")).entrySet().stream()
                .map(entry -> new SourceFile(entry.getKey(), entry.getValue().toString()))
                .toList();

        assertThat(Program.compile(files)).isInstanceOf(Compilation.Compiled.class);
    }

    private static List<String> mounts(Map<String, Object> container) {
        return list(at(container, "volumeMounts")).stream()
                .map(mount -> text(map(mount), "mountPath"))
                .toList();
    }

    private Map<String, Object> pod() {
        return map(at(object("Deployment", "shop"), "spec", "template", "spec"));
    }

    private List<Map<String, Object>> containers() {
        List<Map<String, Object>> all = new ArrayList<>();
        list(at(pod(), "initContainers")).forEach(each -> all.add(map(each)));
        list(at(pod(), "containers")).forEach(each -> all.add(map(each)));
        return all;
    }

    private Map<String, Object> object(String kind, String name) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")) && name.equals(text(object, "metadata", "name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static String text(Map<String, Object> from, String... path) {
        return at(from, path).toString();
    }

    private static Object at(Map<String, Object> from, String... path) {
        Object found = from;
        for (String key : path) {
            Object inner = map(found).get(key);
            if (inner == null) {
                throw new AssertionError("nothing at " + String.join(".", path));
            }
            found = inner;
        }
        return found;
    }

    @SuppressWarnings("unchecked") // a mapping of the manifest; its keys are all strings
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked") // a list of the manifest
    private static List<Object> list(Object node) {
        return (List<Object>) node;
    }
}
