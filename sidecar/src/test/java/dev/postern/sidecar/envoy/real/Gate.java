package dev.postern.sidecar.envoy.real;

import dev.postern.client.AdminClient;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.v1.ReloadBundleResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A whole sidecar with a bundle of its own, answering checks on a free port and on a Unix socket. */
final class Gate implements AutoCloseable {

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle'}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', unix: 'unix:%1$s/checks.sock', http: 'off'}
            warm_up: {checks: 0}
            envoy:
              body: {json: true, max_bytes: 1024}
              upstream: {set: {x-user: principal.id}}
            """;

    /** Envoy itself verifies tokens, and tells whose they were. */
    private static final String VERIFIED_BY_ENVOY =
            "  identity: {namespace: envoy.filters.http.jwt_authn, id: jwt_payload.sub}\n";

    private final Path directory;
    private final Sidecar sidecar;
    private final AdminClient operator;

    private Gate(Path directory, String more) throws IOException {
        this.directory = directory;
        this.sidecar = Launched.from(CONFIGURATION.formatted(directory) + more);
        this.operator = AdminClient.open(sidecar.admin(), null, Duration.ofSeconds(10));
    }

    static Gate start(Path directory, String policy, String settings) throws IOException {
        return start(directory, policy, settings, VERIFIED_BY_ENVOY);
    }

    /** The same with {@code more} at the end of its configuration. */
    static Gate start(Path directory, String policy, String settings, String more) throws IOException {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("bundle.yaml"), settings);
        Files.writeString(bundle.resolve("policy.ccl"), policy);
        return new Gate(directory, more);
    }

    int port() {
        String address = sidecar.checks();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    Path socket() {
        return directory.resolve("checks.sock");
    }

    /** Puts another policy in force. */
    void replace(String policy) throws IOException {
        // Moved into place, because the sidecar watches: half a file is a policy too.
        Files.move(
                Files.writeString(directory.resolve("next.ccl"), policy),
                directory.resolve("bundle/policy.ccl"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        ReloadBundleResponse response = operator.reload();
        if (!response.getLoaded()) {
            throw new IOException("refused: " + response.getBundle().getRefused());
        }
    }

    @Override
    public void close() {
        operator.close();
        sidecar.close();
    }
}
