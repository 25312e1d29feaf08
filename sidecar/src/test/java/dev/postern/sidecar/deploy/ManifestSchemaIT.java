package dev.postern.sidecar.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests agree with the schemas of Kubernetes, as {@code deploy/kubernetes/check} sees them. */
final class ManifestSchemaIT {

    private static final Path KUBERNETES = Path.of("..", "deploy", "kubernetes");
    private static final int CANNOT_BE_CHECKED = 3;

    @Test
    void agreesWithTheSchemas() throws Exception {
        assertThat(check()).isZero();
    }

    @Test
    void seesWhatDoesNotAgree(@TempDir Path directory) throws Exception {
        String manifest = Files.readString(KUBERNETES.resolve("postern-with-envoy.yaml"));
        assertThat(manifest).contains("containers:");
        Path wrong = directory.resolve("wrong.yaml");
        Files.writeString(wrong, manifest.replaceFirst("containers:", "contianers:"), UTF_8);

        assertThat(check(wrong.toString())).isOne();
    }

    private static int check(String... files) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(KUBERNETES.resolve("check").toString()));
        command.addAll(List.of(files));
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit == CANNOT_BE_CHECKED) {
            Assumptions.abort("no schemas to be had here, the manifests are NOT compared with them");
        }
        return exit;
    }
}
